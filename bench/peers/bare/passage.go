package bare

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

type decision struct {
	Granted     bool              `json:"granted"`
	Relays      []int             `json:"relays"`
	Denial      *string           `json:"denial"`
	AccessRules []ruleSummary     `json:"accessRules"`
	Identifier  *identifierAnswer `json:"identifier"`
}

type ruleSummary struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type identifierAnswer struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type"`
}

func (h *Handler) checkPassage(ctx context.Context, caller *application, variables json.RawMessage) (any, error) {
	var sent struct {
		Reader     string
		Identifier struct {
			Number struct{ Type, Number string }
		}
	}
	if err := read(variables, &sent); err != nil {
		return nil, err
	}
	shown := sent.Identifier.Number
	found, err := get[identifier](ctx, h.store.identifiers, bson.D{
		{Key: "companyId", Value: caller.CompanyID}, {Key: "type", Value: shown.Type}, {Key: "number", Value: strings.ToUpper(shown.Number)},
	})
	var rules map[string]*accessRule
	switch {
	case errors.Is(err, errAbsent):
	case err != nil:
		return nil, err
	case found.Validity.MaxPasses != nil:
		return nil, fmt.Errorf("%w: identifiers with a limit of passes are not served", errInput)
	default:
		rules, err = byID(ctx, h.store.rules, caller.CompanyID, found.AccessRuleIDs, func(r *accessRule) string { return r.ID })
		if err != nil {
			return nil, err
		}
	}
	return struct {
		CheckPassage decision `json:"checkPassage"`
	}{decide(found, rules, sent.Reader, time.Now())}, nil
}

// decide says what an identifier opens at a reader. found is nil for an unknown identifier.
func decide(found *identifier, rules map[string]*accessRule, reader string, now time.Time) decision {
	made := decision{Relays: []int{}, AccessRules: []ruleSummary{}}
	if found == nil {
		return made.denied("UNKNOWN_IDENTIFIER")
	}
	made.Identifier = &identifierAnswer{found.ID, found.Name, found.Type}
	switch {
	case found.Validity.From != nil && now.Before(*found.Validity.From):
		return made.denied("NOT_YET_VALID")
	case found.Validity.To != nil && !now.Before(*found.Validity.To):
		return made.denied("EXPIRED")
	case len(rules) == 0:
		return made.denied("NO_ACCESS_RULE_ATTACHED")
	}
	var others []ruleSummary
	for _, id := range found.AccessRuleIDs {
		rule, live := rules[id]
		if !live {
			continue
		}
		summary := ruleSummary{rule.ID, rule.Name}
		at := slices.IndexFunc(rule.Settings, func(setting setting) bool { return setting.Reader == reader })
		if at < 0 {
			others = append(others, summary)
			continue
		}
		made.AccessRules = append(made.AccessRules, summary)
		made.Relays = append(made.Relays, rule.Settings[at].Relays...)
	}
	if len(made.AccessRules) == 0 {
		made.AccessRules = others
		return made.denied("READER_NOT_IN_ACCESS_RULES")
	}
	slices.Sort(made.Relays)
	made.Relays = slices.Compact(made.Relays)
	made.Granted = true
	return made
}

func (d decision) denied(why string) decision {
	d.Denial = &why
	return d
}
