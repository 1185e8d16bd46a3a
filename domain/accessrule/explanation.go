package accessrule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	// mostNamed is the most rules that an explanation names; it counts the others.
	mostNamed = 10
	// instants are written as the API answers them.
	instants = "2006-01-02T15:04:05.000Z"
)

// explain says in words what decided: reader, rules and relays, or the link that is missing. It never holds the number,
// which may be a secret.
func (d *PassageDecision) explain() string {
	if d.Granted {
		return fmt.Sprintf("The reader %q opens %s for the identifier %q, by %s.",
			d.Reader, counted("relay", numbers(d.Relays)), d.Identifier.Name, named(d.AccessRules))
	}
	switch *d.Denial {
	case TooManyAttempts:
		return fmt.Sprintf("Too many wrong input codes were shown at the reader %q or at all readers of the application together. "+
			"Further input codes are refused for up to a minute, right or wrong.", d.Reader)
	case UnknownIdentifier:
		return "The company has no such identifier."
	case NotYetValid:
		return fmt.Sprintf("The identifier %q is valid from %s on.", d.Identifier.Name, written(d.Identifier.Validity.From))
	case Expired:
		return fmt.Sprintf("The identifier %q was valid before %s.", d.Identifier.Name, written(d.Identifier.Validity.To))
	case NoPassesLeft:
		return fmt.Sprintf("The identifier %q has none left of its %d passes.", d.Identifier.Name, *d.Identifier.Validity.MaxPasses)
	case NoAccessRuleAttached:
		return fmt.Sprintf("No access rule is attached to the identifier %q.", d.Identifier.Name)
	default:
		return fmt.Sprintf("The reader %q is not in %s, and nothing else is attached to the identifier %q.",
			d.Reader, named(d.AccessRules), d.Identifier.Name)
	}
}

// named names rules, or the first of them and the number of the others.
func named(rules []*AccessRule) string {
	names := make([]string, 0, mostNamed+1)
	for at, rule := range rules {
		if at == mostNamed {
			names = append(names, fmt.Sprintf("%d more", len(rules)-mostNamed))
			break
		}
		names = append(names, strconv.Quote(rule.Name))
	}
	return "the access " + counted("rule", names)
}

// counted puts a noun before what it counts: relay 1, relays 1, 2 and 3.
func counted(noun string, things []string) string {
	if len(things) == 1 {
		return noun + " " + things[0]
	}
	last := len(things) - 1
	return noun + "s " + strings.Join(things[:last], ", ") + " and " + things[last]
}

func numbers(relays []int) []string {
	texts := make([]string, len(relays))
	for at, relay := range relays {
		texts[at] = strconv.Itoa(relay)
	}
	return texts
}

func written(instant *time.Time) string { return instant.UTC().Format(instants) }
