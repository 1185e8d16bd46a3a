package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
)

func TestThePageIsUpToDate(t *testing.T) {
	committed, err := os.ReadFile("../access-life.md")
	require.NoError(t, err)
	var written bytes.Buffer
	require.NoError(t, write(&written, access.Transitions()))
	require.Equal(t, written.String(), string(committed), "run: go generate ./docs/...")
}
