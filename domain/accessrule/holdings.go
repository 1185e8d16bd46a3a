package accessrule

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// accessRuleIDsField is the name that AccessRuleIDs is stored under.
const accessRuleIDsField = "accessRuleIds"

// Tallies describes the number of identifiers that the rule is attached to.
func (r *AccessRule) Tallies() []commit.Tally {
	return []commit.Tally{{Counter: commit.IdentifiersOfAccessRule, Kind: id.Identifier, Field: accessRuleIDsField, Value: r.ID}}
}

// Claims returns the number, which only one identifier of a company and type can have.
func (i *Identifier) Claims() []commit.Claim {
	return []commit.Claim{{Kind: commit.IdentifierNumber, Value: i.claim(), Holder: i.ID}}
}

// Tallies describes the passes that a limited identifier has left.
func (i *Identifier) Tallies() []commit.Tally {
	if i.Validity.MaxPasses == nil {
		return nil
	}
	return []commit.Tally{{Counter: commit.PassesLeftOfIdentifier, Most: *i.Validity.MaxPasses}}
}

// References returns the attached rules, of which deleted ones stay until the sweep has come.
func (i *Identifier) References() []commit.Reference {
	references := commit.ManyReferences(accessRuleIDsField, id.AccessRule, i.AccessRuleIDs)
	for at := range references {
		references[at].Swept = true
	}
	return references
}

// Inconsistencies reports a number that is not in its normal form.
func (i *Identifier) Inconsistencies() []string {
	if normal, problem := NormalNumber(i.Type, i.Number); problem != "" || normal != i.Number {
		return []string{"has a number that is not in the normal form of its type"}
	}
	return nil
}
