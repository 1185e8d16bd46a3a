package accessrule

import (
	"slices"

	"accessgraph/domain/fault"
)

// Attached says whether a rule is attached to the identifier.
func (i *Identifier) Attached(accessRuleID string) bool {
	return slices.Contains(i.AccessRuleIDs, accessRuleID)
}

// attach returns the identifier with one more rule, as its last. It raises IDENTIFIER_TOO_MANY_RULES.
func (i *Identifier) attach(accessRuleID string) (*Identifier, error) {
	if len(i.AccessRuleIDs) >= MaxAccessRules {
		limit := fault.Number(MaxAccessRules)
		return nil, fault.New(fault.IdentifierTooManyRules, limit).
			With("input.identifierId", "must have fewer than "+limit+" access rules").Err()
	}
	after := *i
	after.AccessRuleIDs = append(slices.Clone(i.AccessRuleIDs), accessRuleID)
	return &after, nil
}

// detach returns the identifier without a rule; the others keep their order.
func (i *Identifier) detach(accessRuleID string) *Identifier {
	after := *i
	after.AccessRuleIDs = slices.DeleteFunc(slices.Clone(i.AccessRuleIDs), func(attached string) bool {
		return attached == accessRuleID
	})
	return &after
}
