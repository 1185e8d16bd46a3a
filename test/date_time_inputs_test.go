package test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// dateTimeInputs has an operation for each input field and argument of type DateTime. $at stands for the instant.
func (w *world) dateTimeInputs() map[string]string {
	return map[string]string{
		"AuditLogFilter.from":           `query { auditLog(filter: {from: $at}) { nodes { id } } }`,
		"AuditLogFilter.to":             `query { auditLog(filter: {to: $at}) { nodes { id } } }`,
		"PassageFilter.from":            `query { passages(filter: {from: $at}) { totalCount nodes { id } } }`,
		"PassageFilter.to":              `query { passages(filter: {to: $at}) { totalCount nodes { id } } }`,
		"IdentifierValidityInput.from":  w.named(`mutation { updateIdentifier(input: {identifierId: "identifier", validity: {from: $at}}) { identifier { validity { from } } } }`),
		"IdentifierValidityInput.to":    w.named(`mutation { updateIdentifier(input: {identifierId: "identifier", validity: {to: $at}}) { identifier { validity { to } } } }`),
		"IssueApiKeyInput.expiresAt":    w.named(`mutation { issueApiKey(input: {applicationId: "application", expiresAt: $at}) { application { keys { expiresAt } } } }`),
		"RecordUserAccessLoginInput.at": w.named(`mutation { recordUserAccessLogin(input: {userAccessId: "uiAccess", at: $at}) { userAccess { lastLoginAt } } }`),
		"RecordPassageInput.at":         `mutation { recordPassage(input: {reader: "front", identifier: {number: {type: CARD, number: "4711"}}, at: $at}) { passage { at createdAt } } }`,
		"OpensInput.at":                 `query { identifiers(filter: {opens: {reader: "front", at: $at}}) { nodes { id } } }`,
		"Identifier.opens.at":           w.named(`query { identifier(identifierId: "identifier") { opens(at: $at) { nodes { reader } } } }`),
		"Query.previewPassages.at":      w.named(`query { previewPassages(changes: [{deleteAccessRule: "rule"}], at: $at) { gains } }`),
		"TimeProfile.status.at":         w.named(`query { timeProfile(timeProfileId: "timeProfile") { status(at: $at) { open opensAt closesAt } } }`),
		"Query.passageSummary.from":     `query { passageSummary(from: $at, to: "2024-01-01T00:00:00Z") { grantedCount } }`,
		"Query.passageSummary.to":       `query { passageSummary(from: "2024-01-01T00:00:00Z", to: $at) { grantedCount } }`,
		"Query.checkPassage.at":         `query { checkPassage(reader: "front", identifier: {number: {type: CARD, number: "4711"}}, at: $at) { granted explanation } }`,
	}
}

// named replaces the short names of objects, in quotes, by their IDs.
func (w *world) named(document string) string {
	for _, name := range []string{"identifier", "application", "rule", "uiAccess", "timeProfile"} {
		document = strings.Replace(document, strconv.Quote(name), strconv.Quote(w.names[name]), 1)
	}
	return document
}

// dateTimeCoordinates returns the input fields and arguments of the schema that are instants, with their types.
func dateTimeCoordinates() map[string]string {
	coordinates := map[string]string{}
	for name, definition := range schema().Types {
		for _, field := range definition.Fields {
			if definition.IsInputType() && field.Type.Name() == "DateTime" {
				coordinates[name+"."+field.Name] = field.Type.String()
			}
			for _, argument := range field.Arguments {
				if argument.Type.Name() == "DateTime" {
					coordinates[name+"."+field.Name+"."+argument.Name] = argument.Type.String()
				}
			}
		}
	}
	return coordinates
}

// TestDateTime_AtEveryInput sends the first and last instant that can be written, and those beyond them, to each input field and argument, in
// the document, in a variable and as its default.
func TestDateTime_AtEveryInput(t *testing.T) {
	w := newWorld(t)
	operations := w.dateTimeInputs()
	coordinates := dateTimeCoordinates()
	require.Len(t, operations, len(coordinates))
	for coordinate, typeName := range coordinates {
		operation := operations[coordinate]
		require.NotEmpty(t, operation, coordinate)
		forms := func(at string) []answer {
			kind, rest, _ := strings.Cut(operation, " ")
			return []answer{
				w.admin.send(t, kind+"($at: "+typeName+") "+rest, map[string]any{"at": at}),
				w.admin.send(t, kind+"($at: "+typeName+" = "+strconv.Quote(at)+") "+rest, nil),
				w.admin.send(t, strings.Replace(operation, "$at", strconv.Quote(at), 1), nil),
			}
		}
		for _, beyond := range []string{"9999-12-31T23:59:59-00:01", "0001-01-01T00:00:00+00:01", "0000-12-31T23:59:59.999Z", "2026-06-01T12:00:00+24:00"} {
			for _, got := range forms(beyond) {
				require.Len(t, got.Errors, 1, "%s: %s", coordinate, got.raw)
				require.Equal(t, "VALUE_NOT_VALID", got.Errors[0].Extensions.Reason, "%s: %s", coordinate, got.raw)
				for path, problem := range got.Errors[0].Extensions.Data {
					require.True(t, strings.HasSuffix(coordinate, path[strings.LastIndexByte(path, '.')+1:]), got.raw)
					require.Contains(t, problem, "such as ", got.raw)
				}
			}
		}
		for _, limit := range []string{"9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.9999999-00:00"} {
			for _, got := range forms(limit) {
				// A key cannot expire in the past, a login or passage not take place in the future, and no validity end before it begins.
				for _, failed := range got.Errors {
					require.Contains(t, []string{"DATA_NOT_VALID", "API_KEY_COUNT_EXCEEDED"}, failed.Extensions.Reason, "%s: %s", coordinate, got.raw)
				}
				require.NotRegexp(t, `"[+-]?[0-9]{5,}-[0-9]{2}-[0-9]{2}T`, got.raw, coordinate)
			}
		}
	}
}

// drawDateTime draws a text of RFC 3339, and the instant that it names in milliseconds.
func drawDateTime(t *rapid.T) (string, time.Time) {
	two := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
	year := rapid.OneOf(rapid.SampledFrom([]int{0, 1, 1582, 1969, 1970, 2024, 9998, 9999}), rapid.IntRange(0, 9999)).Draw(t, "year")
	date := time.Date(year, time.January, 1+two("day of the year", 364), two("hour", 23), two("minute", 59), two("second", 59), 0, time.UTC)
	fraction := rapid.StringMatching(`(\.[0-9]{1,20})?`).Draw(t, "fraction")
	milliseconds, err := strconv.Atoi((strings.TrimPrefix(fraction, ".") + "000")[:3])
	if err != nil {
		t.Fatal(err)
	}
	zone := rapid.SampledFrom([]string{"Z", "z"}).Draw(t, "zone")
	offset := 0
	if rapid.Bool().Draw(t, "has an offset") {
		hours, minutes := two("hours", 23), two("minutes", 59)
		sign := rapid.SampledFrom([]string{"+", "-"}).Draw(t, "sign")
		zone, offset = fmt.Sprintf("%s%02d:%02d", sign, hours, minutes), 60*hours+minutes
		if sign == "-" {
			offset = -offset
		}
	}
	separator := rapid.SampledFrom([]string{"T", "t"}).Draw(t, "separator")
	text := date.Format("2006-01-02") + separator + date.Format("15:04:05") + fraction + zone
	return text, date.Add(time.Duration(milliseconds)*time.Millisecond - time.Duration(offset)*time.Minute)
}

// spoil changes, inserts or removes a character of a text.
func spoil(t *rapid.T, text string) string {
	at := rapid.IntRange(0, len(text)-1).Draw(t, "position")
	piece := rapid.SampledFrom([]string{"", "0", "9", "6", ":", "-", "+", ".", ",", " ", "T", "z", "W", "৪", "\u2212", "\n", "\x00"}).Draw(t, "piece")
	removed := rapid.IntRange(0, 1).Draw(t, "removed")
	return text[:at] + piece + text[at+removed:]
}

// TestDateTime_IsReturnedAsItIsAccepted updates an instant to drawn texts. What is RFC 3339 within the years is returned as the same instant;
// whatever is accepted is returned in a form that is accepted as the same instant; everything else is refused with an example.
func TestDateTime_IsReturnedAsItIsAccepted(t *testing.T) {
	w := newWorld(t)
	document := strings.Replace(w.dateTimeInputs()["IdentifierValidityInput.to"], "mutation", "mutation($at: DateTime)", 1)
	update := func(at string) (answer, string) {
		got := w.admin.send(t, document, map[string]any{"at": at})
		if len(got.Errors) > 0 {
			return got, ""
		}
		return got, text(t, got.Data, "updateIdentifier", "identifier", "validity", "to")
	}
	rapid.Check(t, func(rt *rapid.T) {
		sent, instant := drawDateTime(rt)
		got, returned := update(sent)
		if instant.Year() >= 1 && instant.Year() <= 9999 {
			require.Equal(rt, instant.Format(answeredTime), returned, "%s: %s", sent, got.raw)
		} else {
			requireDateTimeRefused(rt, got, "input.validity.to", sent)
		}
		sent = spoil(rt, sent)
		got, returned = update(sent)
		if returned == "" {
			requireDateTimeRefused(rt, got, "input.validity.to", sent)
			return
		}
		_, again := update(returned)
		require.Equal(rt, returned, again, "%q", sent)
	})
}
