package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"
)

// File names the settings file. Whatever reads a setting reads it.
type File struct {
	Config string `name:"config" env:"ACCESSGRAPH_CONFIG" placeholder:"FILE" help:"Settings file in YAML, with a line such as listen: 0.0.0.0:8080 for each setting, by the name of its flag. Flags and the environment win over it."`
}

// Entry is one setting of a settings file.
type Entry struct {
	Key string
	// Line is the line of the key, from 1.
	Line int
	// Text is the value as the environment would hold it: a list with commas, a mapping as name=value with commas.
	Text string
	// Form is the form in which the value was written.
	Form Form
}

// Form is the form of a value in a settings file.
type Form int

// The forms of a value. FormOther is none that a setting can have, such as a list of lists.
const (
	FormText Form = iota
	FormList
	FormMapping
	FormNone
	FormOther
)

// ReadFile returns the settings of a file in their order. A key may occur twice: the caller decides. The error names the file and,
// where the text is not YAML, the line.
func ReadFile(name string) ([]Entry, error) {
	text, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		return nil, fmt.Errorf("reading the settings file: %w", err)
	}
	var documents []yaml.Node
	if err := yaml.Load(text, &documents, yaml.WithAllDocuments()); err != nil {
		return nil, notYAML(name, err)
	}
	switch {
	case len(documents) == 0:
		return nil, nil // nothing but comments
	case len(documents) > 1:
		return nil, fmt.Errorf("the settings file %s must hold one YAML document, not %d", name, len(documents))
	}
	root := documents[0]
	if root.Kind == yaml.DocumentNode {
		root = *root.Content[0]
	}
	if root.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("the settings file %s, line %d: it must consist of lines such as listen: 0.0.0.0:8080", name, root.Line)
	}
	return entries(root), nil
}

// notYAML returns the sentence for a text that is not YAML.
func notYAML(name string, err error) error {
	var syntax *yaml.LoadError
	switch {
	case !errors.As(err, &syntax):
		return fmt.Errorf("the settings file %s is not YAML: %w", name, err)
	case syntax.Mark.Line == 0:
		return fmt.Errorf("the settings file %s is not YAML: %s", name, syntax.Message)
	default:
		return fmt.Errorf("the settings file %s, line %d, is not YAML: %s", name, syntax.Mark.Line, syntax.Message)
	}
}

func entries(mapping yaml.Node) []Entry {
	var list []Entry
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key := mapping.Content[i]
		text, form := valueOf(mapping.Content[i+1])
		list = append(list, Entry{Key: key.Value, Line: key.Line, Text: text, Form: form})
	}
	return list
}

// valueOf returns a value as the environment would hold it. Scalars count as they are written: on is "on", and 1.0 is "1.0".
func valueOf(node *yaml.Node) (string, Form) {
	switch node.Kind {
	case yaml.AliasNode:
		return valueOf(node.Alias)
	case yaml.ScalarNode:
		if node.ShortTag() == "!!null" {
			return "", FormNone
		}
		return node.Value, FormText
	case yaml.SequenceNode:
		return joined(node.Content, FormList)
	case yaml.MappingNode:
		var pairs []*yaml.Node
		for i := 0; i+1 < len(node.Content); i += 2 {
			name, number := node.Content[i], node.Content[i+1]
			if name.Kind != yaml.ScalarNode || number.Kind != yaml.ScalarNode {
				return "", FormOther
			}
			pairs = append(pairs, &yaml.Node{Kind: yaml.ScalarNode, Value: name.Value + "=" + number.Value})
		}
		return joined(pairs, FormMapping)
	default:
		return "", FormOther
	}
}

// joined returns scalars with commas between. A scalar that holds a comma would become two.
func joined(nodes []*yaml.Node, form Form) (string, Form) {
	texts := make([]string, len(nodes))
	for i, node := range nodes {
		if node.Kind != yaml.ScalarNode || strings.Contains(node.Value, ",") {
			return "", FormOther
		}
		texts[i] = node.Value
	}
	return strings.Join(texts, ","), form
}
