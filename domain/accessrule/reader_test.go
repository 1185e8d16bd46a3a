package accessrule_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/inputs"
)

// readers returns the number of rules of each reader of a company.
func (w world) readers(companyID string) map[string]int {
	counts := map[string]int{}
	for _, reader := range (domaintest.Collection[accessrule.Reader, *accessrule.Reader]{Store: w.store}).Of(companyID) {
		counts[reader.Reader] = reader.AccessRulesCount
	}
	return counts
}

func settingsOf(readers ...string) []accessrule.AccessRuleSettingInput {
	settings := make([]accessrule.AccessRuleSettingInput, len(readers))
	for i, reader := range readers {
		settings[i] = accessrule.AccessRuleSettingInput{Reader: reader, Relays: []int{1}}
	}
	return settings
}

func TestReader_FollowsTheRules(t *testing.T) {
	w := newWorld()
	create := func(readers ...string) *accessrule.AccessRule {
		input := ruleInput()
		input.Settings = settingsOf(readers...)
		rule, err := w.CreateAccessRule(t.Context(), caller(), input)
		require.NoError(t, err)
		return rule
	}
	first, second := create("north", "south"), create("north", "NORTH")
	w.rule(t, stranger())
	require.Equal(t, map[string]int{"north": 2, "south": 1, "NORTH": 1}, w.readers("com_1"), "texts are compared exactly")
	require.Equal(t, map[string]int{"north": 1}, w.readers("com_2"))

	_, err := w.UpdateAccessRule(t.Context(), caller(), accessrule.UpdateAccessRuleInput{
		AccessRuleID: first.ID, Settings: inputs.Of(settingsOf("south", "west"))})
	require.NoError(t, err)
	require.Equal(t, map[string]int{"north": 1, "NORTH": 1, "south": 1, "west": 1}, w.readers("com_1"))
	_, err = w.UpdateAccessRule(t.Context(), caller(), accessrule.UpdateAccessRuleInput{AccessRuleID: first.ID, Name: inputs.Of("Renamed")})
	require.NoError(t, err)
	_, err = w.DeleteAccessRule(t.Context(), caller(), accessrule.DeleteAccessRuleInput{AccessRuleID: second.ID})
	require.NoError(t, err)
	require.Equal(t, map[string]int{"south": 1, "west": 1}, w.readers("com_1"), "what no rule has is gone")
}

func TestReader_MatchesTheRulesAfterAnyChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		expected := map[string][]string{}
		for range rapid.IntRange(1, 30).Draw(t, "changes") {
			readers := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 4, rapid.ID[string]).Draw(t, "readers")
			ids := slices.Sorted(maps.Keys(expected))
			switch kind := rapid.IntRange(0, 2).Draw(t, "kind"); {
			case kind == 0 || len(ids) == 0:
				input := ruleInput()
				input.Settings = settingsOf(readers...)
				rule, err := w.CreateAccessRule(t.Context(), caller(), input)
				require.NoError(t, err)
				expected[rule.ID] = readers
			case kind == 1:
				ruleID := rapid.SampledFrom(ids).Draw(t, "updated")
				_, err := w.UpdateAccessRule(t.Context(), caller(), accessrule.UpdateAccessRuleInput{AccessRuleID: ruleID, Settings: inputs.Of(settingsOf(readers...))})
				require.NoError(t, err)
				expected[ruleID] = readers
			default:
				ruleID := rapid.SampledFrom(ids).Draw(t, "deleted")
				_, err := w.DeleteAccessRule(t.Context(), caller(), accessrule.DeleteAccessRuleInput{AccessRuleID: ruleID})
				require.NoError(t, err)
				delete(expected, ruleID)
			}
			counts := map[string]int{}
			for _, readers := range expected {
				for _, reader := range readers {
					counts[reader]++
				}
			}
			require.Equal(t, counts, w.readers("com_1"))
		}
	})
}
