package accessrule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	// maxNames is the limit of the rules, and of the time profiles, that an explanation names. It counts the others.
	maxNames = 10
	// instantLayout is the layout of instants in responses of the API.
	instantLayout = "2006-01-02T15:04:05.000Z"
)

// explain returns a sentence that explains the decision. It never contains the number, which may be a secret.
func (d *PassageDecision) explain() string {
	if d.Granted {
		return fmt.Sprintf("The reader %q opens %s for the %s, by %s.",
			d.Reader, enumerate("relay", formatNumbers(d.Relays)), nameIdentifier(d.Identifier), nameRules(d.AccessRules)) + d.explainClosing()
	}
	switch *d.Denial {
	case TooManyAttempts:
		return fmt.Sprintf("Too many wrong input codes were shown at the reader %q or at all readers of the application together. "+
			"Further input codes are refused for up to a minute, right or wrong.", d.Reader)
	case UnknownIdentifier:
		return "The company has no such identifier."
	case MalformedNumber:
		return "The number is malformed: it " + d.numberProblem + "."
	case IdentifierDisabled:
		return fmt.Sprintf("The %s is disabled.", nameIdentifier(d.Identifier))
	case HolderDisabled:
		return fmt.Sprintf("The holder of the identifier %q, %s, is not active.", d.Identifier.Name, nameHolder(*d.Identifier.HolderID))
	case NotYetValid:
		return fmt.Sprintf("The %s is valid from %s on.", nameIdentifier(d.Identifier), formatInstant(d.Identifier.Validity.From))
	case Expired:
		return fmt.Sprintf("The %s was valid before %s.", nameIdentifier(d.Identifier), formatInstant(d.Identifier.Validity.To))
	case NoPassesLeft:
		return fmt.Sprintf("The %s has none left of its %d passes.", nameIdentifier(d.Identifier), *d.Identifier.Validity.MaxPasses)
	case NoAccessRuleAttached:
		return fmt.Sprintf("No access rule is attached to the %s.", nameIdentifier(d.Identifier))
	case OutsideTimeProfiles:
		return d.explainOutside()
	default:
		return fmt.Sprintf("The reader %q is not in %s, and nothing else is attached to the %s.",
			d.Reader, nameRules(d.AccessRules), nameIdentifier(d.Identifier))
	}
}

// nameIdentifier returns the name of an identifier, and who holds it: identifier "Key" of the user usr_1.
func nameIdentifier(identifier *Identifier) string {
	name := fmt.Sprintf("identifier %q", identifier.Name)
	if identifier.HolderID == nil {
		return name
	}
	return name + " of " + nameHolder(*identifier.HolderID)
}

// nameRules returns the names of rules: access rules "Doors" and "Gates".
func nameRules(rules []*AccessRule) string {
	names := make([]string, len(rules))
	for i, rule := range rules {
		names[i] = rule.Name
	}
	return "the access " + enumerateNames("rule", names)
}

// enumerateNames returns a noun and names, or the first names and the number of the others.
func enumerateNames(noun string, names []string) string {
	items := make([]string, 0, maxNames+1)
	for i, name := range names {
		if i == maxNames {
			items = append(items, fmt.Sprintf("%d more", len(names)-maxNames))
			break
		}
		items = append(items, strconv.Quote(name))
	}
	return enumerate(noun, items)
}

// enumerate returns a noun and its items: "relay 1", "relays 1, 2 and 3".
func enumerate(noun string, items []string) string {
	if len(items) == 1 {
		return noun + " " + items[0]
	}
	last := len(items) - 1
	return noun + "s " + strings.Join(items[:last], ", ") + " and " + items[last]
}

func formatNumbers(relays []int) []string {
	texts := make([]string, len(relays))
	for i, relay := range relays {
		texts[i] = strconv.Itoa(relay)
	}
	return texts
}

func formatInstant(instant *time.Time) string { return instant.UTC().Format(instantLayout) }
