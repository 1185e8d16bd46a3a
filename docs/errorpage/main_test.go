package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

func TestThePageIsUpToDate(t *testing.T) {
	committed, err := os.ReadFile("../errors.md")
	require.NoError(t, err)

	var written bytes.Buffer
	require.NoError(t, write(&written, fault.Catalog()))

	require.Equal(t, written.String(), string(committed), "run: go generate ./docs/...")
}

func TestAPlaceholderStaysVisible(t *testing.T) {
	text := section(fault.Entry{Reason: "A", Code: fault.CodeNotFound, Status: 404, Message: "No <%1>", Retryable: true})

	require.Contains(t, text, "> No &lt;%1&gt;\n")
	require.Contains(t, text, "`NOT_FOUND` · status 404 · retryable · our own")
}
