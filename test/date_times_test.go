package test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const answeredTime = "2006-01-02T15:04:05.000Z"

// requireDateTimeRefused fails unless an answer is VALUE_NOT_VALID at a path, with an example.
func requireDateTimeRefused(t require.TestingT, got answer, path, row string) {
	require.Len(t, got.Errors, 1, "%s: %s", row, got.raw)
	require.Equal(t, "VALUE_NOT_VALID", got.Errors[0].Extensions.Reason, row)
	require.Contains(t, got.Errors[0].Extensions.Data[path], "such as ", row)
}

// TestDateTime_AsProgramsWriteThem sends datetimes.tsv in an input and in a filter, as variables and as literals. What is accepted is
// returned as RFC 3339 in UTC, and accepted again as the same instant.
func TestDateTime_AsProgramsWriteThem(t *testing.T) {
	w := newWorld(t)
	const filtered = `query($at: DateTime) { auditLog(first: 1, filter: {to: $at}) { nodes { id } } }`
	const updating = `mutation($id: ID!, $at: DateTime) { updateIdentifier(input: {identifierId: $id, validity: {to: $at}}) { identifier { validity { to } } } }`
	update := func(at string) answer {
		return w.admin.send(t, updating, map[string]any{"id": w.names["identifier"], "at": at})
	}
	count := 0
	for _, row := range fieldFile(t, "datetimes.tsv", '\t') {
		kind, value, about := row[0], row[1], row[2]
		count++
		inFilter := w.admin.send(t, filtered, map[string]any{"at": value})
		literal := w.admin.send(t, strings.Replace(strings.Replace(filtered, "query($at: DateTime)", "query", 1), "$at", strconv.Quote(value), 1), nil)
		got := update(value)
		isLeapSecond := strings.HasPrefix(about, "leap second")
		if kind == "invalid" || kind == "edge" && len(got.Errors) > 0 || isLeapSecond {
			requireDateTimeRefused(t, got, "input.validity.to", value)
			requireDateTimeRefused(t, inFilter, "filter.to", value)
			requireDateTimeRefused(t, literal, "filter.to", value)
			if isLeapSecond {
				require.Contains(t, got.raw, "must not be a leap second")
			}
			continue
		}
		require.Empty(t, got.Errors, "%s: %s", value, got.raw)
		require.Empty(t, inFilter.Errors, "%s: %s", value, inFilter.raw)
		require.Empty(t, literal.Errors, "%s: %s", value, literal.raw)
		answered := text(t, got.Data, "updateIdentifier", "identifier", "validity", "to")
		sent, err := time.Parse(time.RFC3339, strings.ToUpper(value))
		require.NoError(t, err)
		require.Equal(t, sent.UTC().Truncate(time.Millisecond).Format(answeredTime), answered)
		again := update(answered)
		require.Equal(t, answered, text(t, again.Data, "updateIdentifier", "identifier", "validity", "to"))
	}
	require.Equal(t, 66, count)
}

// The case from the field: "never", west of Greenwich, is the year 10000 in UTC.
func TestDateTime_YearsThatCannotBeWrittenAgain(t *testing.T) {
	w := newWorld(t)
	const never = "9999-12-31T23:30:00-01:00"
	requireDateTimeRefused(t, w.admin.send(t, `{ auditLog(filter: {to: "`+never+`"}) { nodes { id } } }`, nil), "filter.to", never)
	got := w.createNumber(t, "CARD", "99887766", map[string]any{"validity": map[string]any{"to": never}})
	requireDateTimeRefused(t, got, "input.validity.to", never)
	got = w.createNumber(t, "CARD", "99887766", map[string]any{"validity": map[string]any{"from": "0000-12-31T23:59:59.999Z"}})
	requireDateTimeRefused(t, got, "input.validity.from", "the year 0")
}
