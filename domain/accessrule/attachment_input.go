package accessrule

// MaxAccessRules is the limit of the rules that are attached to one identifier.
const MaxAccessRules = 100

// AttachAccessRuleInput is the input of attachAccessRule.
type AttachAccessRuleInput struct {
	IdentifierID string
	AccessRuleID string
	// ExpectedVersion is the version of the identifier.
	ExpectedVersion *int
}

// DetachAccessRuleInput is the input of detachAccessRule.
type DetachAccessRuleInput struct {
	IdentifierID string
	AccessRuleID string
	// ExpectedVersion is the version of the identifier.
	ExpectedVersion *int
}
