package accessrule_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

func settings(count int) []accessrule.AccessRuleSettingInput {
	result := make([]accessrule.AccessRuleSettingInput, 0, count)
	for i := range count {
		result = append(result, accessrule.AccessRuleSettingInput{Reader: fmt.Sprintf("reader %d", i), Relays: []int{i}})
	}
	return result
}

func relays(count int) []int {
	result := make([]int, 0, count)
	for i := range count {
		result = append(result, i)
	}
	return result
}

func TestService_CreateAccessRule(t *testing.T) {
	w := newWorld()
	rule, err := w.CreateAccessRule(t.Context(), caller(), accessrule.CreateAccessRuleInput{
		Name: " Warehouse ", Description: " \n", Settings: []accessrule.AccessRuleSettingInput{
			{Reader: " north ", Relays: []int{3, 1, 3, 0}}, {Reader: "South", Relays: []int{2}}, {Reader: "south", Relays: []int{2}},
		},
	})
	require.NoError(t, err)
	require.NoError(t, id.Check(id.AccessRule, rule.ID))
	require.Equal(t, &accessrule.AccessRule{
		Base:  document.Base{ID: rule.ID, CompanyID: "com_1", SchemaVersion: 1, Version: 1, UpdatedAt: now()},
		Named: document.Named{NameKey: "warehouse\x01" + rule.ID, FoldVersion: text.FoldVersion},
		Name:  "Warehouse", CreatedBy: caller().Actor(), TimeProfileIDs: []string{}, Settings: []accessrule.AccessRuleSetting{
			{Reader: "north", Relays: []int{0, 1, 3}}, {Reader: "South", Relays: []int{2}}, {Reader: "south", Relays: []int{2}},
		},
	}, rule)
	require.Zero(t, w.attached(t, rule))
	require.Len(t, w.store.Records(), 1)
	require.Equal(t, "createAccessRule", w.store.Records()[0].Action)
}

func TestService_CreateAccessRule_AtTheLimits(t *testing.T) {
	w := newWorld()
	input := accessrule.CreateAccessRuleInput{
		Name: strings.Repeat("ы", 100), Description: strings.Repeat("🚪", 255), Settings: settings(256),
	}
	input.Settings[0] = accessrule.AccessRuleSettingInput{
		Reader: strings.Repeat("ы", 100), Relays: append(relays(64), relays(64)...),
	}
	rule, err := w.CreateAccessRule(t.Context(), caller(), input)
	require.NoError(t, err)
	require.Equal(t, relays(64), rule.Settings[0].Relays)
}

func TestService_CreateAccessRule_ReportsAllViolations(t *testing.T) {
	w := newWorld()
	_, err := w.CreateAccessRule(t.Context(), caller(), accessrule.CreateAccessRuleInput{
		Name: " ", Description: strings.Repeat("ы", 256), Settings: []accessrule.AccessRuleSettingInput{
			{Reader: "north", Relays: []int{1, -1}},
			{Reader: "", Relays: nil},
			{Reader: strings.Repeat("ы", 101), Relays: relays(65)},
			{Reader: " north", Relays: []int{1}},
			{Reader: "no\u202erth", Relays: []int{1}},
			{Reader: "", Relays: []int{1}},
		},
	})
	const relaysProblem = "must have 1 to 64 relays, none negative"
	domaintest.RequireViolations(t, err, invalid(map[string]any{
		"input.name":               "must be specified",
		"input.description":        "must have at most 255 characters",
		"input.settings[0].relays": relaysProblem,
		"input.settings[1].reader": "must be specified",
		"input.settings[1].relays": relaysProblem,
		"input.settings[2].reader": "must have at most 100 characters",
		"input.settings[2].relays": relaysProblem,
		"input.settings[3].reader": "must not repeat the reader of input.settings[0]",
		"input.settings[4].reader": "must not contain control or bidirectional-override characters",
		"input.settings[5].reader": "must be specified",
	}))
	require.Zero(t, w.store.Commits())
}

func TestService_CreateAccessRule_Has1To256Settings(t *testing.T) {
	w := newWorld()
	for _, count := range []int{0, 257} {
		input := ruleInput()
		input.Settings = settings(count)
		_, err := w.CreateAccessRule(t.Context(), caller(), input)
		domaintest.RequireViolations(t, err, invalid(map[string]any{"input.settings": "must have 1 to 256 settings"}))
	}
}

func TestService_CreateAccessRule_RelaysAreAnAscendingSet(t *testing.T) {
	w := newWorld()
	rapid.Check(t, func(t *rapid.T) {
		relays := rapid.SliceOfN(rapid.IntRange(0, 80), 1, 100).Draw(t, "relays")
		distinct := map[int]bool{}
		for _, relay := range relays {
			distinct[relay] = true
		}
		input := ruleInput()
		input.Settings[0].Relays = slices.Clone(relays)
		rule, err := w.CreateAccessRule(t.Context(), caller(), input)
		require.Equal(t, relays, input.Settings[0].Relays)
		if len(distinct) > 64 {
			require.Error(t, err)
			return
		}
		require.NoError(t, err)
		set := rule.Settings[0].Relays
		require.Len(t, set, len(distinct))
		require.True(t, slices.IsSorted(set))
		for _, relay := range set {
			require.True(t, distinct[relay])
		}
	})
}
