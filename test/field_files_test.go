package test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// fieldFile reads the rows of a file as people have them, without its head.
func fieldFile(t *testing.T, name string, separator rune) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = separator, separator == '\t'
	rows, err := reader.ReadAll()
	require.NoError(t, err)
	return rows
}

// createNumber sends createIdentifier for a number.
func (w *world) createNumber(t testing.TB, kind, number string, more map[string]any) answer {
	t.Helper()
	input := map[string]any{"name": "Loaded", "affiliation": "OWNER", "type": kind, "number": number}
	for name, value := range more {
		input[name] = value
	}
	return w.admin.send(t, mutation("createIdentifier", "identifier { id number numberFormat enabled }"), map[string]any{"input": input})
}

// TestCreateIdentifier_CardsOfDoorSystems loads cards.csv in order into one company, and shows each card to a door.
func TestCreateIdentifier_CardsOfDoorSystems(t *testing.T) {
	w := newWorld(t)
	holders := map[string]string{}
	detail := regexp.MustCompile(`(hex|decimal|facility form) ([0-9A-F:,]+)$`)
	for i, row := range fieldFile(t, "cards.csv", ',')[1:] {
		number, expected := row[2], row[3]
		got := w.createNumber(t, "CARD", number, nil)
		check := w.admin.check(t, "front", "CARD", number, "")
		switch {
		case strings.HasPrefix(expected, "taken"):
			require.Empty(t, got.Errors, "%s: %s", row, got.raw)
			holders[fmt.Sprint(i+1)] = text(t, got.Data, "createIdentifier", "identifier", "id")
			require.Equal(t, holders[fmt.Sprint(i+1)], at(t, check, "identifier", "id"), row)
			if stored := detail.FindStringSubmatch(expected); stored != nil {
				require.Equal(t, stored[2], at(t, got.Data, "createIdentifier", "identifier", "number"))
			}
		case strings.HasPrefix(expected, "conflict"):
			require.Equal(t, "IDENTIFIER_NUMBER_TAKEN", got.Errors[0].Extensions.Reason, row)
			require.Equal(t, holders[expected[len("conflict with row "):]], at(t, check, "identifier", "id"), row)
		default:
			require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, row)
			problem := got.Errors[0].Extensions.Data["input.number"]
			for _, form := range []string{"0004391170", "04:A3:B2:C1", "binary digits", "67,258"} {
				require.Contains(t, problem, form, row)
			}
			require.Equal(t, "MALFORMED_NUMBER", check["denial"], row)
		}
	}
	require.Len(t, holders, 16)
}

// TestCreateIdentifier_PlatesMeetExactlyWithinTheirGroup loads plates.tsv, and shows each plate to a door.
func TestCreateIdentifier_PlatesMeetExactlyWithinTheirGroup(t *testing.T) {
	w := newWorld(t)
	byGroup := map[string]string{}
	for _, row := range fieldFile(t, "plates.tsv", '\t')[1:] {
		plate, group := row[1], row[2]
		got := w.createNumber(t, "LICENSE_PLATE", plate, nil)
		check := w.admin.check(t, "front", "LICENSE_PLATE", plate, "")
		switch {
		case group == "refused":
			require.Equal(t, map[string]any{"input.number": "must have a letter or a digit"}, got.Errors[0].Extensions.Data, row)
			require.Equal(t, "MALFORMED_NUMBER", check["denial"], row)
			continue
		case byGroup[group] == "":
			require.Empty(t, got.Errors, "%s: %s", row, got.raw)
			byGroup[group] = text(t, got.Data, "createIdentifier", "identifier", "id")
		default:
			require.Equal(t, "IDENTIFIER_NUMBER_TAKEN", got.Errors[0].Extensions.Reason, row)
		}
		require.Equal(t, byGroup[group], at(t, check, "identifier", "id"), row)
		listed := w.admin.must(t, `query($number: String!) { identifiers(filter: {number: {type: LICENSE_PLATE, number: $number}}) { nodes { id } } }`, map[string]any{"number": plate})
		require.Equal(t, byGroup[group], at(t, listed, "identifiers", "nodes", 0, "id"), row)
	}
	require.Len(t, byGroup, 21)
}

// searchForms are what people type for a name.
func searchForms(name string) map[string]string {
	forms := map[string]string{
		"whole": name, "in NFD": norm.NFD.String(name), "in upper case": cases.Upper(language.Und).String(name), "in lower case": cases.Lower(language.Und).String(name),
	}
	if characters := []rune(name); len(characters) > 2 {
		forms["by prefix"] = string(characters[:2])
	}
	return forms
}

// TestCreateUser_NamesOfTheWorld loads names.tsv, and finds each name in the forms in which people search.
func TestCreateUser_NamesOfTheWorld(t *testing.T) {
	w := newWorld(t)
	find := func(start string) []string {
		page := w.admin.must(t, `query($start: String!) { users(first: 100, filter: {lastNameStartsWith: $start}) { nodes { id } } }`, map[string]any{"start": start})
		var userIDs []string
		for _, node := range at(t, page, "users", "nodes").([]any) {
			userIDs = append(userIDs, text(t, node, "id"))
		}
		return userIDs
	}
	users := map[string]string{}
	rows := fieldFile(t, "names.tsv", '\t')
	require.Len(t, rows, 54)
	for _, row := range rows {
		payload := w.admin.mutate(t, "createUser", "user { id firstName lastName }",
			map[string]any{"firstName": row[1], "lastName": row[2], "customerId": w.names["customer"]})
		require.Equal(t, row[1], text(t, payload, "user", "firstName"))
		require.Equal(t, row[2], text(t, payload, "user", "lastName"))
		users[row[2]] = text(t, payload, "user", "id")
	}
	for _, row := range rows {
		for form, start := range searchForms(row[2]) {
			require.Contains(t, find(start), users[row[2]], "%s %s", row, form)
		}
	}
	irish := w.create(t, "irish", "createUser", "user", map[string]any{"firstName": "A", "lastName": "O’Neil", "customerId": w.names["customer"]})
	for start, user := range map[string]string{"ışı": users["Işık"], "ISI": users["Işık"], "isik": users["Işık"], "o'neil": irish, "O`N": irish, "Ka'ahu": users["Kaʻahumanu"], "L'Hopital": users["L’Hôpital"]} {
		require.Equal(t, []string{user}, find(start), start)
	}
	for _, start := range []string{"\u200b", "\u0301", "\u3164"} {
		require.Empty(t, find(start), "%+q", start)
	}
	require.Subset(t, find("o\u200b'ne\u00adil"), []string{irish})
	require.False(t, slices.Contains(find("o'neill"), irish))
}
