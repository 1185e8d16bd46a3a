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
	number := sent.Identifier.Number
	presented, err := get[identifier](ctx, h.store.identifiers, bson.D{
		{Key: "companyId", Value: caller.CompanyID}, {Key: "type", Value: number.Type}, {Key: "number", Value: strings.ToUpper(number.Number)},
	})
	var rules map[string]*accessRule
	switch {
	case errors.Is(err, errAbsent):
	case err != nil:
		return nil, err
	case presented.Validity.MaxPasses != nil:
		return nil, fmt.Errorf("%w: identifiers with a limit of passes are not served", errInput)
	default:
		rules, err = byID(ctx, h.store.rules, caller.CompanyID, presented.AccessRuleIDs, func(r *accessRule) string { return r.ID })
		if err != nil {
			return nil, err
		}
	}
	return struct {
		CheckPassage decision `json:"checkPassage"`
	}{decide(presented, rules, sent.Reader, time.Now())}, nil
}

// decide says what an identifier opens at a reader. presented is nil for an unknown identifier.
func decide(presented *identifier, rules map[string]*accessRule, reader string, now time.Time) decision {
	answer := decision{Relays: []int{}, AccessRules: []ruleSummary{}}
	if presented == nil {
		return answer.denied("UNKNOWN_IDENTIFIER")
	}
	answer.Identifier = &identifierAnswer{presented.ID, presented.Name, presented.Type}
	switch {
	case presented.Validity.From != nil && now.Before(*presented.Validity.From):
		return answer.denied("NOT_YET_VALID")
	case presented.Validity.To != nil && !now.Before(*presented.Validity.To):
		return answer.denied("EXPIRED")
	case len(rules) == 0:
		return answer.denied("NO_ACCESS_RULE_ATTACHED")
	}
	var others []ruleSummary
	for _, id := range presented.AccessRuleIDs {
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
		answer.AccessRules = append(answer.AccessRules, summary)
		answer.Relays = append(answer.Relays, rule.Settings[at].Relays...)
	}
	if len(answer.AccessRules) == 0 {
		answer.AccessRules = others
		return answer.denied("READER_NOT_IN_ACCESS_RULES")
	}
	slices.Sort(answer.Relays)
	answer.Relays = slices.Compact(answer.Relays)
	answer.Granted = true
	return answer
}

func (d decision) denied(why string) decision {
	d.Denial = &why
	return d
}
