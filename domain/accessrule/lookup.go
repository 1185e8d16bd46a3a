package accessrule

import "accessgraph/domain/fault"

// Paths of the IDs in the inputs of mutations.
const (
	ruleIDPath       = "input.accessRuleId"
	identifierIDPath = "input.identifierId"
)

// RuleNotFound returns ACCESS_RULE_NOT_FOUND for an argument.
func RuleNotFound(accessRuleID string) error {
	return ruleNotFound("accessRuleId", accessRuleID).Err()
}

// IdentifierNotFound returns IDENTIFIER_NOT_FOUND for an argument.
func IdentifierNotFound(identifierID string) error {
	return identifierNotFound("identifierId", identifierID).Err()
}

func ruleNotFound(path, accessRuleID string) fault.Fault {
	return fault.New(fault.AccessRuleNotFound, accessRuleID).With(path, "must be the ID of an access rule of the company")
}

func identifierNotFound(path, identifierID string) fault.Fault {
	return fault.New(fault.IdentifierNotFound, identifierID).With(path, "must be the ID of an identifier of the company")
}
