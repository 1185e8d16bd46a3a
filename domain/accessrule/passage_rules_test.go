package accessrule

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

func drawRules(t *rapid.T) []*AccessRule {
	readers := []string{"north", "south", "east"}
	rules := make([]*AccessRule, rapid.IntRange(0, 4).Draw(t, "rules"))
	for at := range rules {
		rules[at] = &AccessRule{Name: rapid.StringMatching(`[A-Z][a-z]{0,8}`).Draw(t, "name")}
		for _, reader := range readers {
			if rapid.Bool().Draw(t, reader) {
				relays := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 4, rapid.ID[int]).Draw(t, "relays")
				slices.Sort(relays)
				rules[at].Settings = append(rules[at].Settings, AccessRuleSetting{Reader: reader, Relays: relays})
			}
		}
	}
	return rules
}

func drawInstant(t *rapid.T, name string) *time.Time {
	return rapid.Ptr(rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMilli(rapid.Int64Range(0, 5).Draw(t, name)).UTC()
	}), true).Draw(t, name)
}

// drawHolder returns nobody, somebody whom the company does not have, a user who is on or off, or an identity in any state.
func drawHolder(t *rapid.T) (*string, IdentifierHolder) {
	switch rapid.IntRange(0, 9).Draw(t, "holder") {
	case 0:
		return new("epi_1"), nil
	case 1, 2, 3:
		return new("usr_1"), &useraccess.User{Enabled: rapid.Bool().Draw(t, "isUserEnabled")}
	case 4, 5, 6:
		return new("epi_1"), &roleaccount.ExternalPersonalIdentity{State: rapid.SampledFrom([]roleaccount.ExternalPersonalIdentityState{
			roleaccount.IdentityInvited, roleaccount.IdentityActive, roleaccount.IdentityDeactivated,
		}).Draw(t, "state")}
	default:
		return nil, nil
	}
}

// TestDecide_AgreesWithAPlainModel compares decisions with the sentences of the specification, one by one.
func TestDecide_AgreesWithAPlainModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(0, 5).Draw(t, "at")).UTC()
		reader := rapid.SampledFrom([]string{"north", "south", "west"}).Draw(t, "reader")
		state := passageState{rules: drawRules(t), isRefused: rapid.IntRange(0, 9).Draw(t, "isRefused") == 0}
		if rapid.IntRange(0, 9).Draw(t, "isMalformed") == 0 {
			state.numberProblem = notAnInputCode
		}
		if rapid.IntRange(0, 9).Draw(t, "isKnown") > 0 {
			state.identifier = &Identifier{Name: "Card", Enabled: rapid.IntRange(0, 4).Draw(t, "isEnabled") > 0, Validity: IdentifierValidity{From: drawInstant(t, "from"), To: drawInstant(t, "to")}}
			state.identifier.HolderID, state.holder = drawHolder(t)
			if left := rapid.IntRange(-1, 2).Draw(t, "left"); left >= 0 {
				state.passesLeft, state.identifier.Validity.MaxPasses = &left, new(5)
			}
		}
		drawTimetables(t, &state)
		decision := state.decide(reader, at)
		relays, denial := model(state, reader, at)
		require.Equal(t, relays, decision.Relays)
		require.Equal(t, denial == "", decision.Granted)
		require.Equal(t, denial == "", decision.Denial == nil)
		if denial != "" {
			require.Equal(t, denial, *decision.Denial)
		}
		require.NotEmpty(t, decision.Explanation)
	})
}

// model is a plain model of decide.
func model(state passageState, reader string, at time.Time) ([]int, PassageDenial) {
	if state.isRefused {
		return []int{}, TooManyAttempts
	}
	if state.numberProblem != "" {
		return []int{}, MalformedNumber
	}
	if state.identifier == nil {
		return []int{}, UnknownIdentifier
	}
	if !state.identifier.Enabled {
		return []int{}, IdentifierDisabled
	}
	switch person := state.holder.(type) {
	case nil:
		if state.identifier.HolderID != nil {
			return []int{}, HolderDisabled
		}
	case *roleaccount.ExternalPersonalIdentity:
		if person.State == "INVITED" || person.State == "DEACTIVATED" {
			return []int{}, HolderDisabled
		}
	case *useraccess.User:
		if !person.Enabled {
			return []int{}, HolderDisabled
		}
	}
	validity := state.identifier.Validity
	if validity.From != nil && at.UnixMilli() < validity.From.UnixMilli() {
		return []int{}, NotYetValid
	}
	if validity.To != nil && at.UnixMilli() >= validity.To.UnixMilli() {
		return []int{}, Expired
	}
	if state.passesLeft != nil && *state.passesLeft < 1 {
		return []int{}, NoPassesLeft
	}
	if len(state.rules) == 0 {
		return []int{}, NoAccessRuleAttached
	}
	relaysOf := func(isCounted func(rule *AccessRule) bool) []int {
		open := []int{}
		for relay := range 10 {
			if slices.ContainsFunc(state.rules, func(rule *AccessRule) bool {
				return isCounted(rule) && slices.ContainsFunc(rule.Settings, func(setting AccessRuleSetting) bool {
					return setting.Reader == reader && slices.Contains(setting.Relays, relay)
				})
			}) {
				open = append(open, relay)
			}
		}
		return open
	}
	if len(relaysOf(func(*AccessRule) bool { return true })) == 0 {
		return []int{}, ReaderNotInAccessRules
	}
	open := relaysOf(func(rule *AccessRule) bool { return modelIsOpen(state, rule.TimeProfileIDs, at) })
	if len(open) == 0 || !modelIsOpen(state, state.identifier.TimeProfileIDs, at) {
		return []int{}, OutsideTimeProfiles
	}
	return open, ""
}

func TestIdentifierValidity_LastInstants(t *testing.T) {
	from, to := time.UnixMilli(1000).UTC(), time.UnixMilli(2000).UTC()
	validity := IdentifierValidity{From: &from, To: &to}
	for at, state := range map[int64][2]bool{999: {false, false}, 1000: {true, false}, 1999: {true, false}, 2000: {true, true}} {
		require.Equal(t, state[0], validity.hasBegun(time.UnixMilli(at)), at)
		require.Equal(t, state[1], validity.hasEnded(time.UnixMilli(at)), at)
	}
}

func TestPassesLeftAfter_UsedPassesStayUsed(t *testing.T) {
	require.Equal(t, 7, passesLeftAfter(10, 5, 12))
	require.Equal(t, 3, passesLeftAfter(10, 5, 8))
	require.Equal(t, 0, passesLeftAfter(10, 5, 5))
	require.Equal(t, 0, passesLeftAfter(10, 5, 1))
}
