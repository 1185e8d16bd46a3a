package fault

// Errors of access rules and identifiers.
const (
	AccessRuleNotFound                Reason = "ACCESS_RULE_NOT_FOUND"
	IdentifierNotFound                Reason = "IDENTIFIER_NOT_FOUND"
	IdentifierNumberTaken             Reason = "IDENTIFIER_NUMBER_TAKEN"
	IdentifierAccessRuleCountExceeded Reason = "IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED"
	AccessRuleInUse                   Reason = "ACCESS_RULE_IN_USE"
)

var accessRuleEntries = []Entry{
	{
		Reason: AccessRuleNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The access rule with ID <%1> was not found",
		Description: "The company has no access rule with this ID.",
	},
	{
		Reason: IdentifierNotFound, Code: CodeNotFound, Status: 404,
		Message:     "The identifier with ID <%1> was not found",
		Description: "The company has no identifier with this ID.",
	},
	{
		Reason: IdentifierNumberTaken, Code: CodeConflict, Status: 409,
		Message:     "The company has an identifier of this type and number already.",
		Description: "Numbers are compared in the normal form of their type.",
	},
	{
		Reason: IdentifierAccessRuleCountExceeded, Code: CodeConflict, Status: 409,
		Message:     "An identifier has at most <%1> access rules.",
		Description: "Detach a rule first.",
	},
	{
		Reason: AccessRuleInUse, Code: CodeConflict, Status: 409,
		Message:     "The access rule is attached to identifiers, and cannot be deleted without detaching it: <%1>",
		Description: "The value is the number of identifiers. Send `detach: true` to detach the rule from all of them.",
	},
}
