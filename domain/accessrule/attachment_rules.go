package accessrule

import "slices"

// attach returns the identifier with one more rule at the end.
func (i *Identifier) attach(accessRuleID string) *Identifier {
	after := *i
	after.AccessRuleIDs = append(slices.Clone(i.AccessRuleIDs), accessRuleID)
	return &after
}

// detach returns the identifier without a rule. The other rules keep their order.
func (i *Identifier) detach(accessRuleID string) *Identifier {
	after := *i
	after.AccessRuleIDs = slices.DeleteFunc(slices.Clone(i.AccessRuleIDs), func(attachedID string) bool {
		return attachedID == accessRuleID
	})
	return &after
}
