package logging_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/internal/logging"
)

func TestReadable_Lines(t *testing.T) {
	var text strings.Builder
	logger := zerolog.New(logging.Readable(&text, false))
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.Local)
	logger.Info().Time("time", at).Int("status", 200).Str("userAgent", "console/1.0").Msg("request")
	require.Equal(t, "2026-01-02 03:04:05 INF request status=200 userAgent=console/1.0\n", text.String())
}

// TestReadable_OfAForgedText logs what a terminal would take for commands.
func TestReadable_OfAForgedText(t *testing.T) {
	for _, forged := range []string{"\x1b[2J", "\u009b2J", "a\nb", "a\rb", "\x07"} {
		var text strings.Builder
		logger := zerolog.New(logging.Readable(&text, false))
		logger.Error().Err(errors.New(forged)).Str("field", forged).Msg("the panic " + forged)
		line := strings.TrimSuffix(text.String(), "\n")
		require.NotContains(t, line, forged)
		require.NotContains(t, line, "\n")
	}
}

func TestReadable_Color(t *testing.T) {
	for _, color := range []bool{false, true} {
		var text strings.Builder
		logger := zerolog.New(logging.Readable(&text, color))
		logger.Warn().Msg("slow")
		require.Equal(t, color, strings.Contains(text.String(), "\x1b["))
	}
}
