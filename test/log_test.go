package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// shortestSecret is the length below which a secret can stand in a log by chance, within an ID, a time or a number.
const shortestSecret = 8

// requireUnlogged requires that a log does not hold a secret, and that the secret could not be there by chance.
func requireUnlogged(t testing.TB, logged, secret string) {
	t.Helper()
	require.GreaterOrEqual(t, len(secret), shortestSecret, "%q may stand in a log by chance", secret)
	require.NotContains(t, logged, secret)
}
