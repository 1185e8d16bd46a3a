package accessrule

import (
	"slices"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/timeprofile"
)

// newAccessRule returns the access rule that an input describes. profiles has the time profiles of the input that the company has.
func newAccessRule(input CreateAccessRuleInput, profiles timeProfiles) (*AccessRule, error) {
	var fields inputs.Fields
	rule := &AccessRule{
		Name:        fields.Text(namePath, input.Name, 1, MaxNameLength),
		Description: fields.Lines(descriptionPath, input.Description, 0, MaxDescriptionLength),
		Settings:    readSettings(input.Settings, &fields),
	}
	rule.TimeProfileIDs = timeprofile.ReadTimeProfileIDs(input.TimeProfileIDs, profiles, &fields)
	return rule, fields.Err()
}

// update returns the rule after an update. profiles is as in newAccessRule.
func (r *AccessRule) update(input UpdateAccessRuleInput, profiles timeProfiles) (*AccessRule, error) {
	var fields inputs.Fields
	after := *r
	input.Name.Apply(&fields, namePath, func(name string) {
		after.Name = fields.Text(namePath, name, 1, MaxNameLength)
	})
	input.Description.Apply(&fields, descriptionPath, func(description string) {
		after.Description = fields.Lines(descriptionPath, description, 0, MaxDescriptionLength)
	})
	input.Settings.Apply(&fields, settingsPath, func(settings []AccessRuleSettingInput) {
		after.Settings = readSettings(settings, &fields)
	})
	input.TimeProfileIDs.Apply(&fields, timeprofile.TimeProfileIDsPath, func(profileIDs []string) {
		after.TimeProfileIDs = timeprofile.ReadTimeProfileIDs(profileIDs, profiles, &fields)
	})
	return &after, fields.Err()
}

// relaysOf returns the relays that the rule opens at a reader, or false if the rule does not have the reader.
func (r *AccessRule) relaysOf(reader string) ([]int, bool) {
	i := slices.IndexFunc(r.Settings, func(setting AccessRuleSetting) bool { return setting.Reader == reader })
	if i < 0 {
		return nil, false
	}
	return r.Settings[i].Relays, true
}

// ruleInUse returns ACCESS_RULE_IN_USE for a rule that is attached to so many identifiers.
func ruleInUse(identifiers int) error {
	return fault.New(fault.AccessRuleInUse, fault.Number(identifiers)).
		With(ruleIDPath, "must be the ID of an access rule that no identifier has").With("identifiers", identifiers).Err()
}
