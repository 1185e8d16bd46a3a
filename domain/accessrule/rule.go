package accessrule

import (
	"fmt"
	"slices"

	"accessgraph/domain/text"
)

// newRule decides on an access rule.
func newRule(input CreateAccessRuleInput) (*AccessRule, error) {
	var fields text.Fields
	rule := &AccessRule{
		Name:        fields.Text("input.name", input.Name, 1, MaxNameLength),
		Description: fields.Text("input.description", input.Description, 0, MaxDescriptionLength),
		Settings:    readSettings(input.Settings, &fields),
	}
	return rule, fields.Err()
}

// readSettings reads the settings, each reader once and each setting's relays as an ascending set. Of too many
// settings it says only that.
func readSettings(input []AccessRuleSettingInput, fields *text.Fields) []AccessRuleSetting {
	if len(input) == 0 || len(input) > MaxSettings {
		fields.Refuse("input.settings", fmt.Sprintf("must have 1 to %d settings", MaxSettings))
		return nil
	}
	settings := make([]AccessRuleSetting, 0, len(input))
	firstOf := map[string]int{}
	for i, given := range input {
		path := fmt.Sprintf("input.settings[%d]", i)
		reader := fields.Text(path+".reader", given.Reader, 1, MaxReaderLength)
		if first, repeated := firstOf[reader]; repeated {
			fields.Refuse(path+".reader", fmt.Sprintf("must not repeat the reader of input.settings[%d]", first))
		} else {
			firstOf[reader] = i
		}
		settings = append(settings, AccessRuleSetting{Reader: reader, Relays: readRelays(path+".relays", given.Relays, fields)})
	}
	return settings
}

func readRelays(path string, given []int, fields *text.Fields) []int {
	if !fields.Entries(path, len(given), maxRelayEntries) {
		return nil
	}
	relays := slices.Compact(slices.Sorted(slices.Values(given)))
	if len(relays) == 0 || len(relays) > MaxRelays || relays[0] < 0 {
		fields.Refuse(path, fmt.Sprintf("must have 1 to %d relays, none negative", MaxRelays))
	}
	return relays
}

// update returns the rule as it is once the fields that were given are changed.
func (r *AccessRule) update(given UpdateAccessRule) (*AccessRule, error) {
	var fields text.Fields
	after := *r
	after.Name = updateText(&fields, "input.name", r.Name, given.Name, 1, MaxNameLength)
	after.Description = updateText(&fields, "input.description", r.Description, given.Description, 0, MaxDescriptionLength)
	if given.Settings.Given && given.Settings.Value != nil {
		after.Settings = readSettings(*given.Settings.Value, &fields)
	} else if given.Settings.Given {
		fields.Refuse("input.settings", mustNotBeNull)
	}
	return &after, fields.Err()
}

// relaysOf returns what the rule opens at a reader; false when the reader is not in the rule.
func (r *AccessRule) relaysOf(reader string) ([]int, bool) {
	at := slices.IndexFunc(r.Settings, func(setting AccessRuleSetting) bool { return setting.Reader == reader })
	if at < 0 {
		return nil, false
	}
	return r.Settings[at].Relays, true
}
