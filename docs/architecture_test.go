package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestArchitecture_TheTableOfPackages compares the column "may know" with what the packages import.
func TestArchitecture_TheTableOfPackages(t *testing.T) {
	page, err := os.ReadFile("architecture.md")
	require.NoError(t, err)
	packages, _, _ := strings.Cut(string(page), "## The walk of one request")
	documented := map[string][]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|([^|]*)\\|").FindAllStringSubmatch(packages, -1) {
		packages := []string{}
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[2], -1) {
			packages = append(packages, name[1])
		}
		documented[row[1]] = packages
	}
	require.Equal(t, imports(t), documented)
}

// imports returns which folders of the top level import which others; the folders in internal, test and web, and
// mongo/embedded, are on their own.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	const format = `{{if .GoFiles}}{{.ImportPath}}{{range .Imports}} {{.}}{{end}}{{end}}`
	command := exec.CommandContext(t.Context(), "go", "list", "-f", format, "accessgraph/...")
	listed, err := command.Output()
	require.NoError(t, err)
	imports := map[string][]string{}
	for line := range strings.Lines(string(listed)) {
		words := strings.Fields(line)
		from, _ := folder(words[0])
		if imports[from] == nil {
			imports[from] = []string{}
		}
		for _, word := range words[1:] {
			if to, ours := folder(word); ours && to != from {
				imports[from] = append(imports[from], to)
			}
		}
	}
	for from, others := range imports {
		slices.Sort(others)
		imports[from] = slices.Compact(others)
	}
	return imports
}

// folder returns the folder in which the page looks for a package, and reports whether the package is one of ours.
func folder(path string) (string, bool) {
	inside, ours := strings.CutPrefix(path+"/", "accessgraph/")
	if !ours {
		return "", false
	}
	if inside == "" {
		return ".", true
	}
	if strings.HasPrefix(inside, "mongo/embedded/") {
		return "mongo/embedded", true
	}
	name, below, _ := strings.Cut(inside, "/")
	if slices.Contains([]string{"internal", "test", "web"}, name) {
		below, _, _ = strings.Cut(below, "/")
		name += "/" + below
	}
	return name, true
}

// TestArchitecture_TheWalkOfARequest keeps the walk short, and its files real.
func TestArchitecture_TheWalkOfARequest(t *testing.T) {
	page, err := os.ReadFile("architecture.md")
	require.NoError(t, err)
	_, walk, _ := strings.Cut(string(page), "## The walk of one request")
	files := regexp.MustCompile("(?m)^\\| `([^`]+\\.go)` \\|").FindAllStringSubmatch(walk, -1)
	require.Greater(t, len(files), 20)
	require.LessOrEqual(t, len(files), 25)
	for _, file := range files {
		require.FileExists(t, filepath.Join("..", file[1]))
	}
}
