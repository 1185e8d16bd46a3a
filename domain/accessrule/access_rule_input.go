package accessrule

import (
	"fmt"
	"slices"

	"accessgraph/domain/inputs"
)

// Limits of access rules; lengths are in Unicode characters.
const (
	MaxNameLength        = 100
	MaxDescriptionLength = 255
	MaxReaderLength      = 100
	MaxSettings          = 256
	// MaxRelays is the limit of different relays of one reader.
	MaxRelays = 64
	// maxRelayEntries is the limit of the relays in an input, duplicates included.
	maxRelayEntries = 256
)

// Paths of the fields that several inputs have.
const (
	namePath        = "input.name"
	descriptionPath = "input.description"
	settingsPath    = "input.settings"
)

// CreateAccessRuleInput is the input of createAccessRule.
type CreateAccessRuleInput struct {
	Name        string
	Description string
	Settings    []AccessRuleSettingInput
	// TimeProfileIDs are the time profiles to attach.
	TimeProfileIDs []string
}

// AccessRuleSettingInput is a reader with the relays that it opens.
type AccessRuleSettingInput struct {
	Reader string
	Relays []int
}

// UpdateAccessRuleInput is the input of updateAccessRule. Absent fields keep their values; no field can be null.
type UpdateAccessRuleInput struct {
	AccessRuleID    string
	Name            inputs.Field[string]
	Description     inputs.Field[string]
	Settings        inputs.Field[[]AccessRuleSettingInput]
	TimeProfileIDs  inputs.Field[[]string]
	ExpectedVersion *int
}

// DeleteAccessRuleInput is the input of deleteAccessRule.
type DeleteAccessRuleInput struct {
	AccessRuleID string
	// Detach detaches the rule from every identifier. Without it, a rule that is attached cannot be deleted.
	Detach          bool
	ExpectedVersion *int
}

// readSettings returns the settings of an input. Each reader must occur once; the relays of each become an ascending set. If
// there are too many settings, that is the only problem it reports.
func readSettings(settings []AccessRuleSettingInput, fields *inputs.Fields) []AccessRuleSetting {
	if len(settings) == 0 || len(settings) > MaxSettings {
		fields.Reject(settingsPath, fmt.Sprintf("must have 1 to %d settings", MaxSettings))
		return nil
	}
	result := make([]AccessRuleSetting, 0, len(settings))
	firstIndex := map[string]int{}
	for i, setting := range settings {
		path := fmt.Sprintf("%s[%d]", settingsPath, i)
		reader := fields.Text(path+".reader", setting.Reader, 1, MaxReaderLength)
		if first, isDuplicate := firstIndex[reader]; isDuplicate {
			fields.Reject(path+".reader", fmt.Sprintf("must not repeat the reader of %s[%d]", settingsPath, first))
		} else {
			firstIndex[reader] = i
		}
		result = append(result, AccessRuleSetting{Reader: reader, Relays: readRelays(path+".relays", setting.Relays, fields)})
	}
	return result
}

func readRelays(path string, relays []int, fields *inputs.Fields) []int {
	if !fields.Entries(path, len(relays), maxRelayEntries) {
		return nil
	}
	set := slices.Compact(slices.Sorted(slices.Values(relays)))
	if len(set) == 0 || len(set) > MaxRelays || set[0] < 0 {
		fields.Reject(path, fmt.Sprintf("must have 1 to %d relays, none negative", MaxRelays))
	}
	return set
}
