package accessgraph_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fence matches a block of code: its language and its text.
var fence = regexp.MustCompile("(?ms)^```(\\w+)[^\n]*\n(.*?)^```$")

// snippet is a block of code on a page.
type snippet struct {
	language, text string
	// output is the expected output of a snippet in sh, if the page has one. In it, … stands for any text.
	output *string
}

// snippets returns the blocks of a page.
func snippets(t *testing.T, page string) []snippet {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	var all []snippet
	for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
		if block[1] != "text" && block[1] != "json" || len(all) == 0 || all[len(all)-1].language != "sh" {
			all = append(all, snippet{language: block[1], text: block[2]})
			continue
		}
		require.Nil(t, all[len(all)-1].output, "a snippet has two outputs:\n%s", block[2])
		all[len(all)-1].output = &block[2]
	}
	return all
}

// pages returns the blocks of each page about clients. Those about TypeScript run in clients/typescript.
func pages(t *testing.T) map[string][]snippet {
	t.Helper()
	names, err := filepath.Glob("../../docs/clients/*.md")
	require.NoError(t, err)
	all := map[string][]snippet{}
	for _, name := range names {
		blocks := snippets(t, name)
		if !slices.ContainsFunc(blocks, func(block snippet) bool { return block.language == "ts" || block.language == "tsx" }) {
			all[name] = blocks
		}
	}
	require.GreaterOrEqual(t, len(all), 4)
	return all
}

// TestPages_SnippetsInShellPrintWhatThePageSays runs the snippets of a page in one shell, in their order.
func TestPages_SnippetsInShellPrintWhatThePageSays(t *testing.T) {
	for name, blocks := range pages(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			var scripts []snippet
			for _, block := range blocks {
				if block.language == "sh" {
					scripts = append(scripts, block)
				}
			}
			for i, output := range runScripts(t, scripts) {
				if scripts[i].output != nil {
					require.Regexp(t, pattern(*scripts[i].output), output, "the output of:\n%s", scripts[i].text)
				}
			}
		})
	}
}

// TestPages_SnippetsInGoAreCompiledAndRun requires each snippet, of the README too, to be a part of a Go file that the tests run.
func TestPages_SnippetsInGoAreCompiledAndRun(t *testing.T) {
	var sources strings.Builder
	for _, files := range []string{"*.go", "examples/*/*.go"} {
		matches, err := filepath.Glob(files)
		require.NoError(t, err)
		for _, file := range matches {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			sources.WriteString(undented(string(text)))
		}
	}
	count := 0
	all := pages(t)
	all["README.md"] = snippets(t, "../../README.md")
	for name, blocks := range all {
		for _, block := range blocks {
			if block.language == "go" {
				count++
				if !strings.Contains(sources.String(), undented(block.text)) {
					t.Errorf("%s has a snippet that is in no Go file:\n%s", name, block.text)
				}
			}
		}
	}
	require.GreaterOrEqual(t, count, 6, "the pages and the README have snippets in Go")
}

// undented returns a text without the white space at the start of lines.
func undented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, " \t")
	}
	return strings.Join(lines, "\n")
}

// pattern returns the expression of an expected output.
func pattern(output string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(output)), "…", ".*") + "$"
}

// runScripts runs snippets in one shell, in an empty folder, and returns what each printed. The shell has a server of its own in
// ENDPOINT and API_KEY, the program in its PATH, and the repository in ACCESSGRAPH.
func runScripts(t *testing.T, scripts []snippet) []string {
	t.Helper()
	const mark = "-- end of a snippet --\n"
	server := start(t)
	repository, err := filepath.Abs("../..")
	require.NoError(t, err)
	tools := t.TempDir()
	require.NoError(t, os.Symlink(os.Getenv("PROGRAM"), filepath.Join(tools, "accessgraph")))

	var script strings.Builder
	for _, block := range scripts {
		script.WriteString(block.text + "printf '%s' '" + mark + "'\n")
	}
	shell := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-s")
	shell.Dir = t.TempDir()
	shell.Stdin = strings.NewReader(script.String())
	shell.Env = append(os.Environ(), "ENDPOINT="+server.Endpoint, "API_KEY="+server.Key, "ACCESSGRAPH="+repository,
		"PATH="+tools+":"+os.Getenv("PATH"))
	var output, problems bytes.Buffer
	shell.Stdout, shell.Stderr = &output, &problems
	require.NoError(t, shell.Run(), "printed:\n%s%s", output.String(), problems.String())
	outputs := strings.Split(output.String(), mark)
	require.Len(t, outputs, len(scripts)+1)
	for i := range outputs {
		outputs[i] = strings.TrimSpace(outputs[i])
	}
	return outputs[:len(scripts)]
}
