package test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestErrors_RepeatLittleOfWhatWasSent sends a megabyte in the place of a coordinate and of IDs.
func TestErrors_RepeatLittleOfWhatWasSent(t *testing.T) {
	running := start(t)
	hostile := "\u202e\r\n" + strings.Repeat("x", 1_000_000)
	quoted := `\u202E\u000D\u000A` + strings.Repeat("x", 45) + "…"
	for name, test := range map[string]struct {
		field, argument string
		message         string
		data            map[string]any
	}{
		"a coordinate": {
			"possibleErrors", "coordinate: $text", "'" + quoted + "' is not the coordinate of a field of this schema.",
			map[string]any{"coordinate": "must be the type and the name of a field, such as Mutation.createAccess"},
		},
		"an ID that is not in the format": {
			"access", "accessId: $text", "Input not valid: Access ID '" + quoted + "' is not in the correct format",
			map[string]any{"accessId": "must be the ID of an access"},
		},
		"an ID that was not found": {
			"accessRule", "accessRuleId: $text", "The access rule with ID " + quoted + " was not found",
			map[string]any{"accessRuleId": "must be the ID of an access rule of the company"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			aliases := make([]string, 20)
			for i := range aliases {
				aliases[i] = strings.Repeat("f", i+1) + ": " + test.field + "(" + test.argument + ") { __typename }"
			}
			kind := "ID!"
			if test.field == "possibleErrors" {
				kind = "String!"
			}
			got := running.admin.send(t, "query($text: "+kind+") { "+strings.Join(aliases, " ")+" }", map[string]any{"text": hostile})
			require.NotEmpty(t, got.Errors)
			for _, failed := range got.Errors {
				require.Equal(t, test.message, failed.Message)
				require.Equal(t, test.data, failed.Extensions.Data)
				require.Equal(t, []violation{{Reason: failed.Extensions.Reason, Message: test.message, Data: test.data}}, failed.Extensions.Violations)
			}
			require.Less(t, len(got.raw), 20*1_024, "it was 40 MB")
			t.Logf("%d bytes", len(got.raw))
		})
	}
}
