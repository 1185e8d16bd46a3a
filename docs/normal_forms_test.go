package docs_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
)

// TestNormalForms_TheExamples compares the examples of numbers with what the program makes of them.
func TestNormalForms_TheExamples(t *testing.T) {
	page, err := os.ReadFile("normal-forms.md")
	require.NoError(t, err)
	cards := regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\| .* \\| `(.+)` \\| `(.+)` \\|$").FindAllStringSubmatch(string(page), -1)
	require.Len(t, cards, 7)
	for _, row := range cards {
		format := accessrule.CardNumberFormat(row[1])
		for _, sent := range []*accessrule.CardNumberFormat{nil, &format} {
			normal, problem := accessrule.NormalNumber(accessrule.Card, sent, row[2])
			require.Empty(t, problem, row)
			require.Equal(t, row[3], normal)
		}
	}
	plates := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|$").FindAllStringSubmatch(string(page), -1)
	require.Len(t, plates, 7)
	for _, row := range plates {
		normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, nil, row[1])
		require.Empty(t, problem, row)
		require.Equal(t, row[2], normal)
	}
}
