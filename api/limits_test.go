package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDefaultLimits_ThePageListsThem compares the rows of the page with the limits: names, order and default figures.
func TestDefaultLimits_ThePageListsThem(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "limits.md"))
	require.NoError(t, err)
	var documented []Limit
	for _, row := range regexp.MustCompile("(?m)^\\| `([A-Za-z]+)` \\| ([0-9,]+) \\| (.+) \\|$").FindAllStringSubmatch(string(page), -1) {
		value, err := strconv.Atoi(strings.ReplaceAll(row[2], ",", ""))
		require.NoError(t, err)
		require.Greater(t, len(row[3]), 40, "%s needs a reason", row[1])
		documented = append(documented, Limit{row[1], value})
	}
	require.ElementsMatch(t, DefaultLimits().List(), documented)
}

func TestLimits_ABucketHoldsTheDearestOperation(t *testing.T) {
	for _, name := range []string{limitPointsPerApplication, limitPointsPerDoor, limitPointsPerAddress} {
		_, err := DefaultLimits().With(map[string]int{name: 19_999})
		require.EqualError(t, err, "the limit "+name+" must be at least the limit cost, which is 20000, not 19999")
		limits, err := DefaultLimits().With(map[string]int{name: 19_999, "cost": 19_999})
		require.NoError(t, err)
		require.Contains(t, limits.List(), Limit{name, 19_999})
	}
}

func TestLimits_EachCanBeSet(t *testing.T) {
	for _, limit := range DefaultLimits().List() {
		limits, err := DefaultLimits().With(map[string]int{limit.Name: limit.Value + 1, "pointsPerAddressAndMinute": 1 << 30})
		require.NoError(t, err)
		if limit.Name != "pointsPerAddressAndMinute" {
			require.Contains(t, limits.List(), Limit{limit.Name, limit.Value + 1})
		}
		_, err = DefaultLimits().With(map[string]int{limit.Name: 0})
		require.EqualError(t, err, "the limit "+limit.Name+" must be larger than 0, not 0")
	}
}
