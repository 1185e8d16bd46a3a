package accessgraph_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// pages are the pages about clients. Their snippets in sh run, in the order of the page and in one shell; a snippet is followed by its
// output, if that is a block whose language has the word `output` behind it. Their snippets in Go, and those of the README, are parts
// of the Go files of this module, which the tests compile and run.
const pages = "../../docs/clients/*.md"

// fence matches a block of code: its language, the word behind it, and its text.
var fence = regexp.MustCompile("(?ms)^```(\\w+)( output)?\n(.*?)^```$")

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
		if block[2] == "" {
			all = append(all, snippet{language: block[1], text: block[3]})
			continue
		}
		require.NotEmpty(t, all, "the page begins with an output")
		last := &all[len(all)-1]
		require.True(t, last.language == "sh" && last.output == nil, "an output follows no snippet in sh:\n%s", block[3])
		last.output = &block[3]
	}
	return all
}

func TestPages_SnippetsInShellPrintWhatThePageSays(t *testing.T) {
	names, err := filepath.Glob(pages)
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			var scripts []snippet
			for _, block := range snippets(t, name) {
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

func TestPages_SnippetsInGoAreCompiledAndRun(t *testing.T) {
	names, err := filepath.Glob(pages)
	require.NoError(t, err)
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
	shown := 0
	for _, name := range append(names, "../../README.md") {
		for _, block := range snippets(t, name) {
			if block.language == "go" {
				shown++
				if !strings.Contains(sources.String(), undented(block.text)) {
					t.Errorf("%s has a snippet that is in no Go file:\n%s", name, block.text)
				}
			}
		}
	}
	require.GreaterOrEqual(t, shown, 6, "the pages and the README have snippets in Go")
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
