package mongo

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDescriptors_AreListedInTheDocumentation(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "store.md"))
	require.NoError(t, err)
	documented := regexp.MustCompile("(?m)^\\| `.*$").FindAllString(string(page), -1)
	var expected []string
	for _, d := range descriptors {
		var indexes []string
		for _, keys := range d.indexes {
			indexes = append(indexes, "`"+strings.Join(fieldsOf(t, keys), ", ")+"`")
		}
		expected = append(expected, "| `"+d.name+"` | "+strings.Join(indexes, " · ")+" |")
	}
	require.Equal(t, expected, documented)
}

// Only these files read a collection without a companyFilter: company_collection.go, which defines it, and the exceptions.
func TestCollections_OnlyNamedFilesReachPastTheCompany(t *testing.T) {
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	reaching := map[string]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			if selector, ok := node.(*ast.SelectorExpr); ok && selector.Sel.Name == "documents" {
				reaching[name] = true
			}
			if call, ok := node.(*ast.CallExpr); ok {
				if selector, ok := call.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "Collection" {
					reaching[name] = true
				}
			}
			return true
		})
	}
	require.ElementsMatch(t,
		[]string{
			"company_collection.go", "access_rule_detachments.go", "erasure_jobs.go", "unscoped_collection.go", "high_water_mark.go", "archive_export.go", "idempotency_records.go", "audit_retention.go", "archive_import.go", "indexes.go", "server_check.go", "store.go",
		},
		slices.Collect(maps.Keys(reaching)))
}
