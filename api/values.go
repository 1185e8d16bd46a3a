package api

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// valueCheck checks values against the types of the schema, to the letter: no number passes for a text, an Int has 32 bits, enum
// values are exact, and @oneOf counts. It reports each problem under the path of the value's argument, such as
// input.settings[1].relays. No path names a variable, and no text holds a value.
type valueCheck struct {
	schema *ast.Schema
	errors typeErrors
	// literals is set for values of the document, which are exact: no string is an enum value, and 1.0 is no Int.
	literals bool
	// uses are the places that the current value fills, and steps lead from there to a value within it. They become
	// text only when there is something to report: lists can be as long as a body allows.
	uses  []valueUse
	steps []step
}

// step leads to a field of an input object, or, when the name is empty, to an element of a list.
type step struct {
	name  string
	index int
}

// value checks the current value against a type, and returns it as the library reads it.
func (c *valueCheck) value(typ *ast.Type, value any) any {
	if value == nil {
		if typ.NonNull {
			c.report("must not be null")
		}
		return nil
	}
	if _, isVariable := value.(variableName); isVariable {
		return value
	}
	if typ.Elem != nil {
		return c.list(typ.Elem, value)
	}
	definition := c.schema.Types[typ.NamedType]
	switch definition.Kind {
	case ast.InputObject:
		c.object(definition, value)
	case ast.Enum:
		if !c.isEnumValue(definition, value) {
			c.report("must be a value of the enum " + definition.Name)
		}
	default:
		if !c.literals {
			value = inDigits(definition.Name, value)
		}
		if wrong := scalarProblem(definition.Name, value, c.literals); wrong != "" {
			c.report(wrong)
		}
	}
	return value
}

// isEnumValue reports whether a value of a variable, which is a string there, or of the document, is one of the enum's.
func (c *valueCheck) isEnumValue(definition *ast.Definition, value any) bool {
	name, ok := value.(enumName)
	if text, isText := value.(string); isText && !c.literals {
		name, ok = enumName(text), true
	}
	return ok && definition.EnumValues.ForName(string(name)) != nil
}

// list takes a single value for a list of one, as the specification says.
func (c *valueCheck) list(element *ast.Type, value any) any {
	values, ok := value.([]any)
	if !ok {
		return c.value(element, value)
	}
	for i, item := range values {
		if c.full() {
			break
		}
		c.enter(step{index: i})
		values[i] = c.value(element, item)
		c.leave()
	}
	return values
}

func (c *valueCheck) object(definition *ast.Definition, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		c.report("must be an object of the type " + definition.Name)
		return
	}
	for _, field := range definition.Fields {
		member, sent := object[field.Name]
		c.enter(step{name: field.Name})
		switch {
		case sent:
			object[field.Name] = c.value(field.Type, member)
		case field.Type.NonNull && field.DefaultValue == nil:
			c.report("must be specified")
		}
		c.leave()
	}
	c.unknownFields(definition, object)
	if definition.Directives.ForName("oneOf") != nil {
		c.oneOf(object)
	}
}

func (c *valueCheck) unknownFields(definition *ast.Definition, object map[string]any) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch {
		case c.full():
			return
		case definition.Fields.ForName(name) != nil:
		case isName(name):
			c.enter(step{name: name})
			c.report("is not a field of the type " + definition.Name)
			c.leave()
		default:
			c.report("has a field that the type " + definition.Name + " does not have")
		}
	}
}

func (c *valueCheck) oneOf(object map[string]any) {
	if len(object) != 1 {
		c.report("must have exactly one field")
		return
	}
	for name, member := range object {
		if member == nil && isName(name) {
			c.enter(step{name: name})
			c.report("must not be null")
			c.leave()
		}
	}
}

func (c *valueCheck) enter(into step) { c.steps = append(c.steps, into) }

func (c *valueCheck) leave() { c.steps = c.steps[:len(c.steps)-1] }

func (c *valueCheck) full() bool { return c.errors.full() }

// report notes a problem with the current value, at each place that the variable fills.
func (c *valueCheck) report(wrong string) {
	if c.full() {
		return
	}
	var path strings.Builder
	for _, each := range c.steps {
		if each.name == "" {
			path.WriteString("[" + strconv.Itoa(each.index) + "]")
		} else {
			path.WriteString("." + each.name)
		}
	}
	for _, use := range c.uses {
		c.errors.add(use, path.String(), wrong)
	}
}

// inDigits writes a whole number for an Int or an ID without fraction and exponent. Other values stay as they are.
func inDigits(scalar string, value any) any {
	number, ok := value.(json.Number)
	if !ok || scalar != "Int" && scalar != "ID" || !strings.ContainsAny(number.String(), ".eE") {
		return value
	}
	float, err := number.Float64()
	if err != nil || math.Trunc(float) != float {
		return value
	}
	return json.Number(strconv.FormatFloat(float, 'f', 0, 64))
}

// scalarProblem returns what is wrong with a value of a built-in scalar, or "". Other scalars read their values themselves, but
// for literals that no number holds.
func scalarProblem(name string, value any, isLiteral bool) string {
	number, isNumber := value.(json.Number)
	_, isText := value.(string)
	_, isBoolean := value.(bool)
	switch name {
	case "Int":
		return intProblem(number, isNumber)
	case "Float":
		if _, err := number.Float64(); !isNumber || err != nil {
			return "must be a number within the range of Float"
		}
	case "String":
		if !isText {
			return "must be a string"
		}
	case "Boolean":
		if !isBoolean {
			return "must be true or false"
		}
	case "ID":
		if _, err := number.Int64(); !isText && (!isNumber || err != nil) {
			return "must be an ID: a string, or a whole number"
		}
	default:
		if isLiteral && isNumber && !isReadable(number) {
			return "is a number out of range"
		}
	}
	return ""
}

// isReadable reports whether a number is within 64 bits, which custom scalars read.
func isReadable(number json.Number) bool {
	if strings.ContainsAny(number.String(), ".eE") {
		_, err := number.Float64()
		return err == nil
	}
	_, err := number.Int64()
	return err == nil
}

func intProblem(number json.Number, isNumber bool) string {
	if !isNumber {
		return "must be a whole number"
	}
	_, err := strconv.ParseInt(number.String(), 10, 32)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return "must be between -2147483648 and 2147483647"
	case err != nil:
		return "must be a whole number"
	default:
		return ""
	}
}

// isName reports whether a text is a GraphQL name, short enough to be repeated in a response or the log.
func isName(text string) bool {
	const longest = 64
	for i, r := range text {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return text != "" && len(text) <= longest
}
