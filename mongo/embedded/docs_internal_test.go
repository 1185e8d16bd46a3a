package embedded

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/embedded/query"
)

var rewrite = flag.Bool("update", false, "write the closed list into the documentation")

const (
	documentation = "../../docs/embedded-store.md"
	listBegins    = "<!-- The closed list: written by `go test ./mongo/embedded -run Documentation -update`. -->\n"
	listEnds      = "<!-- The end of the closed list. -->\n"
)

func quoted(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "`" + strings.Join(names, "`, `") + "`"
}

func namesOf(fields []field) []string {
	var names []string
	for _, field := range fields {
		names = append(names, field.name)
	}
	return names
}

// closedList is the table of commands.go as the documentation shows it.
func closedList() string {
	var list strings.Builder
	list.WriteString("\n| command | its own options | in a transaction | also takes |\n|---|---|---|---|\n")
	for _, name := range slices.Sorted(maps.Keys(commands)) {
		command := commands[name]
		part, more := "no", []string{}
		switch {
		case command.concludes:
			part = "ends one"
		case command.inTxn:
			part = "yes"
		}
		if command.inTxn || command.concludes {
			more = append(more, "readConcern")
		}
		if command.writes {
			more = append(more, "writeConcern")
		}
		if command.writes && command.inTxn {
			more = append(more, "txnNumber")
		}
		fmt.Fprintf(&list, "| `%s` | %s | %s | %s |\n", name, quoted(namesOf(command.fields)), part, quoted(more))
	}
	fmt.Fprintf(&list, "\n- Every command may have %s.\n", quoted(namesOf(sharedFields)))
	fmt.Fprintf(&list, "- Commands of a transaction may have %s.\n", quoted(namesOf(transactionFields)))
	fmt.Fprintf(&list, "- An entry of `updates` has %s; one of `deletes` %s; one of `indexes` %s.\n", quoted(namesOf(updateEntry.fields)), quoted(namesOf(deleteEntry.fields)), quoted(query.IndexFields))
	fmt.Fprintf(&list, "- Filters: equality, %s.\n", quoted(query.FilterOperators))
	fmt.Fprintf(&list, "- Updates: a replacement, or %s.\n", quoted(query.UpdateOperators))
	var stages []string
	for _, stage := range pipeline {
		stages = append(stages, namesOf(stage.fields)...)
	}
	fmt.Fprintf(&list, "- Pipelines: %s in this order, the last with `{_id: 1, n: {$sum: 1}}`: the count of documents.\n\n", quoted(stages))
	return list.String()
}

func TestTheDocumentationHasTheClosedList(t *testing.T) {
	content, err := os.ReadFile(documentation)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(content), listBegins)
	require.True(t, found)
	list, after, found := strings.Cut(rest, listEnds)
	require.True(t, found)
	if *rewrite {
		require.NoError(t, os.WriteFile(documentation, []byte(before+listBegins+closedList()+listEnds+after), 0o644))
		return
	}
	require.Equal(t, closedList(), list)
}
