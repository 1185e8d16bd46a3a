package differ

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// value returns a literal of an input type, or a variable.
func (w *writer) value(t *ast.Type, hasDefault bool, depth int) string {
	if w.chance(35) {
		return w.variable(t, hasDefault, depth)
	}
	text, _ := w.literal(t, depth, true)
	return text
}

// variable declares a variable and sets its value. An optional variable may have none.
func (w *writer) variable(t *ast.Type, hasDefault bool, depth int) string {
	name := fmt.Sprintf("v%d", len(w.declarations))
	declared := t.String()
	isNullable := !t.NonNull
	if t.NonNull && hasDefault && w.chance(50) {
		declared, isNullable = strings.TrimSuffix(declared, "!"), true
	}
	text, value := w.literal(t, depth, false)
	if isNullable && w.chance(30) {
		declared += " = " + text
		_, value = w.literal(t, depth, false)
	}
	w.declarations = append(w.declarations, "$"+name+": "+declared)
	switch {
	case isNullable && w.chance(20):
	case isNullable && w.chance(10):
		w.variables[name] = nil
	default:
		w.variables[name] = value
	}
	return "$" + name
}

// literal returns a value as a literal and as the value of a variable.
func (w *writer) literal(t *ast.Type, depth int, mayVary bool) (string, any) {
	if !t.NonNull && w.chance(10) {
		return "null", nil
	}
	if t.Elem != nil {
		return w.list(t.Elem, depth, mayVary)
	}
	definition := w.schema.Types[t.Name()]
	switch definition.Kind {
	case ast.Enum:
		name := definition.EnumValues[w.random.IntN(len(definition.EnumValues))].Name
		return name, name
	case ast.InputObject:
		return w.object(definition, depth, mayVary)
	default:
		return w.scalar(definition.Name)
	}
}

func (w *writer) list(element *ast.Type, depth int, mayVary bool) (string, any) {
	if w.chance(10) {
		return w.literal(element, depth, mayVary) // a single value is coerced to a list
	}
	texts, values := []string{}, []any{}
	for range w.random.IntN(3) {
		if mayVary && w.chance(15) {
			texts = append(texts, w.variable(element, false, depth-1))
			continue
		}
		text, value := w.literal(element, depth, mayVary)
		texts, values = append(texts, text), append(values, value)
	}
	return "[" + strings.Join(texts, ", ") + "]", values
}

func (w *writer) object(definition *ast.Definition, depth int, mayVary bool) (string, any) {
	isOneOf := definition.Directives.ForName("oneOf") != nil
	only := w.random.IntN(len(definition.Fields))
	texts, values := []string{}, map[string]any{}
	for i, field := range definition.Fields {
		isRequired := field.Type.NonNull && field.DefaultValue == nil
		isPresent := isRequired || w.chance(40) && (depth > 0 || w.schema.Types[field.Type.Name()].Kind != ast.InputObject)
		if isOneOf {
			isPresent = i == only
		}
		if !isPresent {
			continue
		}
		fieldType := field.Type
		if isOneOf {
			required := *fieldType
			required.NonNull = true
			fieldType = &required
		}
		if mayVary && !isOneOf && w.chance(20) {
			texts = append(texts, field.Name+": "+w.variable(fieldType, field.DefaultValue != nil, depth-1))
			continue
		}
		text, value := w.literal(fieldType, depth-1, mayVary)
		texts, values[field.Name] = append(texts, field.Name+": "+text), value
	}
	return "{" + strings.Join(texts, ", ") + "}", values
}

func (w *writer) scalar(name string) (string, any) {
	switch name {
	case "Int":
		n := w.random.IntN(6) - 1
		return strconv.Itoa(n), json.Number(strconv.Itoa(n))
	case "Float":
		return "1.5", json.Number("1.5")
	case "Boolean":
		yes := w.chance(50)
		return strconv.FormatBool(yes), yes
	default:
		texts := []string{"a", "b", "12", "1", "2026-03-01T09:30:00+01:00", "é\"\n"}
		text := texts[w.random.IntN(len(texts))]
		return strconv.Quote(text), text
	}
}
