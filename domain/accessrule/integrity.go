package accessrule

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
	"accessgraph/domain/timeprofile"
)

// accessRuleIDsField is the name under which AccessRuleIDs is stored.
const accessRuleIDsField = "accessRuleIds"

// Tallies describes the counter of the identifiers to which the rule is attached.
func (r *AccessRule) Tallies() []commit.Tally {
	return []commit.Tally{{Counter: commit.IdentifiersOfAccessRule, Kind: id.Identifier, Field: accessRuleIDsField, Value: r.ID}}
}

// References returns the references to the attached time profiles.
func (r *AccessRule) References() []commit.Reference {
	return commit.ManyReferences(timeprofile.TimeProfileIDsField, id.TimeProfile, r.TimeProfileIDs)
}

// Inconsistencies reports readers that no input can name, because inputs drop a byte order mark.
func (r *AccessRule) Inconsistencies() []string {
	for _, setting := range r.Settings {
		if text.BeginsWithByteOrderMark(setting.Reader) {
			return []string{"has a reader that begins with a byte order mark, which no input can name: set the settings anew"}
		}
	}
	return nil
}

// Claims returns the claim of the number, which is unique within the company and type.
func (i *Identifier) Claims() []commit.Claim {
	return []commit.Claim{{Kind: commit.IdentifierNumber, Value: i.uniqueNumber(), Holder: i.ID}}
}

// Tallies describes the counter of the passes left, if they are limited.
func (i *Identifier) Tallies() []commit.Tally {
	if i.Validity.MaxPasses == nil {
		return nil
	}
	return []commit.Tally{{Counter: commit.PassesLeftOfIdentifier, Most: *i.Validity.MaxPasses}}
}

// References returns the references to the holder, the attached time profiles and the attached rules. References to deleted rules remain
// until the sweep removes them.
func (i *Identifier) References() []commit.Reference {
	references := commit.ManyReferences(accessRuleIDsField, id.AccessRule, i.AccessRuleIDs)
	for at := range references {
		references[at].Swept = true
	}
	references = append(references, commit.ManyReferences(timeprofile.TimeProfileIDsField, id.TimeProfile, i.TimeProfileIDs)...)
	return append(references, holderReferences(i.HolderID)...)
}

// Inconsistencies reports a number that is not in its normal form, and a holder that is no person.
func (i *Identifier) Inconsistencies() []string {
	var problems []string
	if normal, problem := NormalNumber(i.Type, i.NumberFormat(), i.Number); problem != "" || normal != i.Number {
		problems = append(problems, "has a number that is not in the normal form of its type")
	}
	if _, ok := holderKind(i.HolderID); i.HolderID != nil && !ok {
		problems = append(problems, "has a holderId that is the ID of neither a user nor an external personal identity")
	}
	return problems
}
