// Package differ executes random operations with two executors and compares their responses.
package differ

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Operation is a random operation.
type Operation struct {
	// Text is the document.
	Text string
	// Variables are the values of its variables.
	Variables map[string]any
}

// writer writes a random operation.
type writer struct {
	random *rand.Rand
	schema *ast.Schema
	// ambiguous holds the names of fields with different types or arguments. Their response keys contain the type.
	ambiguous map[string]bool
	typeNames []string

	variables    map[string]any
	declarations []string
	arguments    map[string]string
	fragments    map[string][]string
	definitions  []string
	// left is the number of fields that may still be selected.
	left int
}

// Writer returns a function that returns the random operation of a seed. Most operations are valid.
func Writer(schema *ast.Schema) func(seed uint64) Operation {
	ambiguous, typeNames := ambiguousNames(schema), slices.Sorted(maps.Keys(schema.Types))
	return func(seed uint64) Operation {
		w := &writer{
			random: rand.New(rand.NewPCG(seed, 1)), schema: schema, ambiguous: ambiguous, typeNames: typeNames,
			variables: map[string]any{}, arguments: map[string]string{}, fragments: map[string][]string{}, left: 60,
		}
		return w.operation()
	}
}

func ambiguousNames(schema *ast.Schema) map[string]bool {
	signatures, ambiguous := map[string]string{}, map[string]bool{}
	for _, definition := range schema.Types {
		if definition.Kind != ast.Object && definition.Kind != ast.Interface {
			continue
		}
		for _, field := range definition.Fields {
			signature := field.Type.String()
			for _, argument := range field.Arguments {
				signature += "," + argument.Name + ":" + argument.Type.String()
			}
			if other, ok := signatures[field.Name]; ok && other != signature {
				ambiguous[field.Name] = true
			}
			signatures[field.Name] = signature
		}
	}
	return ambiguous
}

func (w *writer) chance(percent int) bool { return w.random.IntN(100) < percent }

func (w *writer) operation() Operation {
	keyword, root := "query", w.schema.Query
	if w.schema.Mutation != nil && w.chance(20) {
		keyword, root = "mutation", w.schema.Mutation
	}
	selection := w.selection(root, 2+w.random.IntN(5))
	var text strings.Builder
	text.WriteString(keyword + " Random")
	if len(w.declarations) > 0 {
		text.WriteString("(" + strings.Join(w.declarations, ", ") + ")")
	}
	text.WriteString(" " + selection + "\n" + strings.Join(w.definitions, "\n"))
	return Operation{Text: text.String(), Variables: w.variables}
}

func (w *writer) selection(definition *ast.Definition, depth int) string {
	var parts []string
	for range 1 + w.random.IntN(5) {
		if part := w.part(definition, depth); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "__typename")
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

func (w *writer) part(definition *ast.Definition, depth int) string {
	switch {
	case w.left <= 0:
		return ""
	case depth > 0 && w.chance(20) || definition.Kind == ast.Union:
		return w.fragment(definition, depth-1)
	case w.chance(8):
		return w.alias("__typename") + "__typename" + w.directives()
	}
	return w.field(definition, depth)
}

func (w *writer) alias(text string) string {
	if !w.chance(25) {
		return ""
	}
	hash := fnv.New32()
	_, _ = hash.Write([]byte(text))
	return fmt.Sprintf("a%x: ", hash.Sum32())
}

func (w *writer) field(definition *ast.Definition, depth int) string {
	field := definition.Fields[w.random.IntN(len(definition.Fields))]
	target := w.schema.Types[field.Type.Name()]
	if depth <= 0 && target.IsCompositeType() || strings.HasPrefix(field.Name, "__") && !w.chance(20) {
		return ""
	}
	w.left--
	coordinate := field.Name
	if w.ambiguous[field.Name] {
		coordinate = definition.Name + "." + field.Name
	}
	arguments, ok := w.arguments[coordinate]
	if !ok || w.chance(20) {
		arguments = w.argumentList(field.Arguments)
	}
	if !ok {
		w.arguments[coordinate] = arguments
	}
	key := ""
	if w.ambiguous[field.Name] {
		key = strings.NewReplacer("[", "L", "]", "", "!", "N").Replace(field.Name+"_"+field.Type.String()) + ": "
		if len(field.Arguments) > 0 {
			key = definition.Name + "_" + key
		}
	}
	if field.Name == "__type" {
		arguments = fmt.Sprintf("(name: %q)", w.typeNames[w.random.IntN(len(w.typeNames))])
	}
	if arguments != w.arguments[coordinate] {
		key = fmt.Sprintf("b%x: ", w.random.Uint32())
	} else if alias := w.alias(definition.Name + coordinate); alias != "" {
		key = alias
	}
	text := key + field.Name + arguments + w.directives()
	if target.IsCompositeType() {
		text += " " + w.selection(target, depth-1)
	}
	return text
}

// fragment spreads a fragment on a type that has objects in common with the current one.
func (w *writer) fragment(definition *ast.Definition, depth int) string {
	if depth < 0 {
		return ""
	}
	condition := definition
	if possible := w.schema.GetPossibleTypes(definition); len(possible) > 0 && w.chance(70) {
		condition = possible[w.random.IntN(len(possible))]
	} else if len(definition.Interfaces) > 0 && w.chance(50) {
		condition = w.schema.Types[definition.Interfaces[w.random.IntN(len(definition.Interfaces))]]
	}
	if w.chance(60) {
		on := " on " + condition.Name
		if condition == definition && w.chance(50) {
			on = ""
		}
		return "..." + on + w.directives() + " " + w.selection(condition, depth)
	}
	names := w.fragments[condition.Name]
	if len(names) == 0 || w.chance(50) {
		selection := w.selection(condition, depth)
		name := fmt.Sprintf("F%d", len(w.definitions))
		w.definitions = append(w.definitions, fmt.Sprintf("fragment %s on %s %s", name, condition.Name, selection))
		w.fragments[condition.Name] = append(w.fragments[condition.Name], name)
		return "..." + name + w.directives()
	}
	return "..." + names[w.random.IntN(len(names))] + w.directives()
}

func (w *writer) directives() string {
	var text string
	for _, name := range []string{"skip", "include"} {
		if !w.chance(6) {
			continue
		}
		condition := []string{"true", "false"}[w.random.IntN(2)]
		if w.chance(60) {
			condition = fmt.Sprintf("$c%d", w.random.IntN(3))
			if _, ok := w.variables[condition[1:]]; !ok {
				w.variables[condition[1:]] = w.chance(50)
				w.declarations = append(w.declarations, condition+": Boolean!")
			}
		}
		text += fmt.Sprintf(" @%s(if: %s)", name, condition)
	}
	return text
}

func (w *writer) argumentList(definitions ast.ArgumentDefinitionList) string {
	var parts []string
	for _, definition := range definitions {
		isRequired := definition.Type.NonNull && definition.DefaultValue == nil
		if !isRequired && w.chance(40) {
			continue
		}
		parts = append(parts, definition.Name+": "+w.value(definition.Type, definition.DefaultValue != nil, 2))
	}
	if len(parts) == 0 {
		return ""
	}
	return "(" + strings.Join(slices.Compact(parts), ", ") + ")"
}
