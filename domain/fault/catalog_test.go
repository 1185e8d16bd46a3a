package fault_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

func TestLookup_AllocatesNothing(t *testing.T) {
	entries := fault.Catalog()
	require.Zero(t, testing.AllocsPerRun(100, func() {
		for i := range entries {
			fault.Lookup(entries[i].Reason)
		}
		fault.Lookup("NO_SUCH_REASON")
	}))
}

func TestCatalog_IsTheCallersOwn(t *testing.T) {
	fault.Catalog()[0].Message = "another"
	require.NotEqual(t, "another", fault.Catalog()[0].Message)
}

// TestReasons_AreNamedByTheirConstants reads the source: each constant is the CamelCase of its reason, and each reason has one.
func TestReasons_AreNamedByTheirConstants(t *testing.T) {
	constants := map[fault.Reason]string{}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	require.NoError(t, err)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "Reason" {
				reason, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				constants[fault.Reason(reason)] = spec.Names[0].Name
			}
			return true
		})
	}
	for _, entry := range fault.Catalog() {
		require.Equal(t, camelCase(string(entry.Reason)), constants[entry.Reason])
	}
	require.Len(t, constants, len(fault.Catalog()))
}

// TestReasons_EndInAProblem checks that each reason is a noun and a problem of the closed list, and that all problems occur.
func TestReasons_EndInAProblem(t *testing.T) {
	occurring := map[fault.Problem]bool{}
	for _, entry := range fault.Catalog() {
		ends := slices.DeleteFunc(fault.Problems(), func(problem fault.Problem) bool {
			noun, ok := strings.CutSuffix(string(entry.Reason), "_"+string(problem))
			return !ok || noun == ""
		})
		require.Len(t, ends, 1, entry.Reason)
		occurring[ends[0]] = true
	}
	require.Len(t, occurring, len(fault.Problems()))
}

// camelCase returns a reason such as ACCESS_ID_NOT_VALID as AccessIDNotValid.
func camelCase(reason string) string {
	special := map[string]string{"GRAPHQL": "GraphQL", "IDS": "IDs"}
	for _, initials := range []string{"API", "ID", "JSON", "SSO", "UI"} {
		special[initials] = initials
	}
	var name strings.Builder
	for word := range strings.SplitSeq(reason, "_") {
		exception, ok := special[word]
		if !ok {
			exception = word[:1] + strings.ToLower(word[1:])
		}
		name.WriteString(exception)
	}
	return name.String()
}
