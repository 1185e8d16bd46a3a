package accessrule_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
)

const codeProblem = "must be 1 to 10 digits"

func TestNormalNumber_Codes(t *testing.T) {
	for name, test := range map[string]struct {
		kind                 accessrule.IdentifierType
		raw, normal, problem string
	}{
		"code":                 {accessrule.InputCode, " 0042 ", "0042", ""},
		"code of zeros":        {accessrule.InputCode, "0000000000", "0000000000", ""},
		"code of 11 digits":    {accessrule.InputCode, "00000000000", "", codeProblem},
		"code with a letter":   {accessrule.InputCode, "12a4", "", codeProblem},
		"code with a space":    {accessrule.InputCode, "12 34", "", codeProblem},
		"code of other digits": {accessrule.InputCode, "١٢٣", "", codeProblem},
		"blank code":           {accessrule.InputCode, "", "", "must be specified"},
		"a type that we lack":  {accessrule.IdentifierType("FACE"), "1", "", "must be a number of a known type"},
	} {
		t.Run(name, func(t *testing.T) {
			normal, problem := accessrule.NormalNumber(test.kind, nil, test.raw)
			require.Equal(t, test.problem, problem)
			require.Equal(t, test.normal, normal)
		})
	}
}

func TestNormalNumber_IsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]accessrule.IdentifierType{
			accessrule.Card, accessrule.Ukey, accessrule.InputCode, accessrule.LicensePlate,
		}).Draw(t, "kind")
		raw := rapid.OneOf(
			rapid.String(), rapid.StringMatching(`[0-9]{1,22}`), rapid.StringMatching(`[01]{16,40}`),
			rapid.StringMatching(`(0x)?[0-9a-fA-F]{2}([:\- ]?[0-9a-fA-F]{2}){0,4}`), rapid.StringMatching(`[0-9]{1,4},[0-9]{1,4}`),
			rapid.StringMatching(`[\p{L}\p{M}\p{N}\- ]{1,12}`),
		).Draw(t, "raw")
		once, problem := accessrule.NormalNumber(kind, nil, raw)
		if problem != "" {
			require.Empty(t, once)
			return
		}
		again, problem := accessrule.NormalNumber(kind, nil, once)
		require.Empty(t, problem)
		require.Equal(t, once, again)
	})
}
