package accessrule

import "slices"

// Attached says whether a rule is attached to the identifier.
func (i *Identifier) Attached(accessRuleID string) bool {
	return slices.Contains(i.AccessRuleIDs, accessRuleID)
}

// attach returns the identifier with one more rule, as its last.
func (i *Identifier) attach(accessRuleID string) *Identifier {
	after := *i
	after.AccessRuleIDs = append(slices.Clone(i.AccessRuleIDs), accessRuleID)
	return &after
}

// detach returns the identifier without a rule; the others keep their order.
func (i *Identifier) detach(accessRuleID string) *Identifier {
	after := *i
	after.AccessRuleIDs = slices.DeleteFunc(slices.Clone(i.AccessRuleIDs), func(attached string) bool {
		return attached == accessRuleID
	})
	return &after
}
