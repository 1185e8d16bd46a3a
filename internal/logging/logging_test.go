package logging_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/logging"
)

func TestWriter_WritesEveryLineInOrder(t *testing.T) {
	var text bytes.Buffer
	writer := logging.NewWriter(&text, 100)
	var expected strings.Builder
	for i := range 100 {
		line := fmt.Sprintf("line %d\n", i)
		expected.WriteString(line)
		written, err := writer.Write([]byte(line))
		require.NoError(t, err)
		require.Equal(t, len(line), written)
	}
	require.NoError(t, writer.Close(t.Context()))
	require.Equal(t, expected.String(), text.String())
	require.Zero(t, writer.Dropped())
}

// TestWriter_ThatNobodyReads logs into a full pipe: nobody waits, and once it is read, what was lost is told.
func TestWriter_ThatNobodyReads(t *testing.T) {
	reading, writing, err := os.Pipe()
	require.NoError(t, err)
	writer := logging.NewWriter(writing, 64)
	const lines, size = 5_000, 1_000
	var loggers sync.WaitGroup
	for range 10 {
		loggers.Go(func() {
			for range lines / 10 {
				_, _ = writer.Write([]byte(`{"message":"` + strings.Repeat("a", size) + `"}` + "\n"))
			}
		})
	}
	loggers.Wait()
	stuck, cancel := context.WithCancel(t.Context())
	cancel()
	require.Error(t, writer.Close(stuck), "a writer that is stuck is not waited for")

	read := make(chan []byte)
	go func() {
		text, _ := io.ReadAll(reading)
		read <- text
	}()
	require.NoError(t, writer.Close(t.Context()))
	require.NoError(t, writing.Close())
	arrived, told := 0, 0
	for line := range bytes.Lines(<-read) {
		var fields struct {
			Message string
			Lines   int
		}
		require.NoError(t, json.Unmarshal(line, &fields), "%s", line)
		if fields.Lines == 0 {
			arrived++
		}
		told += fields.Lines
	}
	require.Equal(t, lines, arrived+told)
	require.Equal(t, told, writer.Dropped())
	require.NotZero(t, told)
}

type broken struct{ tried int }

func (b *broken) Write([]byte) (int, error) {
	b.tried++
	return 0, errors.New("broken pipe")
}

func TestWriter_WhoseReaderIsGone(t *testing.T) {
	gone := &broken{}
	writer := logging.NewWriter(gone, 10)
	_, err := writer.Write([]byte("line\n"))
	require.NoError(t, err)
	require.NoError(t, writer.Close(t.Context()))
	require.Equal(t, 1, gone.tried)
}
