package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNewHandler sees that the comparison has every option that the API needs: the gate runs it late.
func TestNewHandler(t *testing.T) {
	_, err := newHandler()
	require.NoError(t, err)
}
