// Package examples holds the requests of the published contracts as GraphQL operations, in the order in which they
// work, and what each is answered. README.md describes the files.
package examples

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

//go:embed *.graphql *.json
var files embed.FS

// Step is one request of the examples.
type Step struct {
	// Name is the file's name without its ending. Later steps refer to the answer by it.
	Name string
	// Title is what the step does, in a sentence: the first line of the file, a comment.
	Title string
	// Query is a GraphQL document with one operation.
	Query string
	// Operation is the name of the operation. No two steps have the same.
	Operation string
	// Variables may hold placeholders. Run.Variables fills them.
	Variables map[string]any
	// VariablesText is the variables as they are written in the file; empty without a file.
	VariablesText string
	// Expected is a part of the answer.
	Expected map[string]any
	// Again is a part of the answer on a store that has seen the examples before; nil when that makes no difference.
	Again map[string]any
}

// Steps returns every example in the order in which they have to run.
func Steps() ([]Step, error) {
	names, err := fs.Glob(files, "*.graphql")
	if err != nil {
		return nil, fmt.Errorf("listing the examples: %w", err)
	}
	steps := make([]Step, 0, len(names))
	for _, name := range names {
		step, err := load(strings.TrimSuffix(name, ".graphql"))
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func load(name string) (Step, error) {
	query, err := files.ReadFile(name + ".graphql")
	if err != nil {
		return Step{}, fmt.Errorf("reading the example %s: %w", name, err)
	}
	firstLine, _, _ := strings.Cut(string(query), "\n")
	step := Step{Name: name, Title: strings.TrimPrefix(firstLine, "# "), Query: string(query), Operation: operationName(string(query))}
	for _, part := range []struct {
		ending   string
		into     *map[string]any
		text     *string
		required bool
	}{
		{".variables.json", &step.Variables, &step.VariablesText, false},
		{".expected.json", &step.Expected, nil, true},
		{".again.json", &step.Again, nil, false},
	} {
		text, err := files.ReadFile(name + part.ending)
		if errors.Is(err, fs.ErrNotExist) && !part.required {
			continue
		}
		if err != nil {
			return Step{}, fmt.Errorf("reading the example %s: %w", name, err)
		}
		if err := json.Unmarshal(text, part.into); err != nil {
			return Step{}, fmt.Errorf("reading %s%s: %w", name, part.ending, err)
		}
		if part.text != nil {
			*part.text = string(text)
		}
	}
	return step, nil
}

// operationName returns the first name after query or mutation at the beginning of a line.
func operationName(query string) string {
	match := regexp.MustCompile(`(?m)^(?:query|mutation)\s+(\w+)`).FindStringSubmatch(query)
	if match == nil {
		return ""
	}
	return match[1]
}
