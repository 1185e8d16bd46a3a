package api

import (
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/fault"
)

// checkVariables holds the values of the variables to the letter of their types, which the library does not: no number
// passes for a text, an Int has 32 bits, enum values are exact, and @oneOf counts. The document must be valid.
//
// Whole numbers are rewritten in digits, in place: 1.0 and 1e3 are as good as 1 and 1000, and the library reads only those.
//
// The error's data maps the path of each offending argument, such as input.settings[1].relays, to what is wrong with it.
// No path names the variable, and no text holds a value.
func checkVariables(
	schema *ast.Schema, document *ast.QueryDocument, operation *ast.OperationDefinition, values map[string]any, most int,
) error {
	checked := variableCheck{schema: schema, most: most, data: map[string]any{}}
	uses := variableUses(document, operation)
	for _, definition := range operation.VariableDefinitions {
		checked.variable(definition, values, uses[definition.Variable])
	}
	if len(checked.data) == 0 {
		return nil
	}
	problem := fault.New(fault.TypeDefinitionNotValid, checked.first)
	problem.Data = checked.data
	return problem.Err()
}

type variableCheck struct {
	schema *ast.Schema
	most   int
	// uses are the places that the current variable fills, and steps lead from there to the current value. They become
	// text only when there is something to report: lists can be as long as a body allows.
	uses  []variableUse
	steps []step
	data  map[string]any
	// first is the first path with its problem, in words.
	first string
}

// step leads to a field of an input object, or, when the name is empty, to an element of a list.
type step struct {
	name  string
	index int
}

func (c *variableCheck) variable(definition *ast.VariableDefinition, values map[string]any, uses []variableUse) {
	if len(uses) == 0 {
		// Validation refuses a variable without a use. Should one pass, its problems are still told.
		uses = []variableUse{{path: "$" + definition.Variable}}
	}
	c.uses = uses
	value, sent := values[definition.Variable]
	switch {
	case sent && value == nil && definition.Type.NonNull:
		c.report("must not be null")
	case sent && value == nil:
		// Null may still be wrong where the variable is used: its default value lets that use pass validation. A field with
		// such an argument fails by itself; a condition decides about what is executed at all.
		for _, use := range uses {
			if use.isCondition() && use.expected != nil && use.expected.NonNull {
				c.reportAt(use.path, "must not be null")
			}
		}
	case sent:
		values[definition.Variable] = c.value(definition.Type, value)
	case definition.Type.NonNull && definition.DefaultValue == nil:
		c.report("must be specified")
	}
}

// value checks the current value against a type, and returns it as the library reads it.
func (c *variableCheck) value(typ *ast.Type, value any) any {
	if value == nil {
		if typ.NonNull {
			c.report("must not be null")
		}
		return nil
	}
	if typ.Elem != nil {
		return c.list(typ.Elem, value)
	}
	definition := c.schema.Types[typ.NamedType]
	switch definition.Kind {
	case ast.InputObject:
		c.object(definition, value)
	case ast.Enum:
		if name, ok := value.(string); !ok || definition.EnumValues.ForName(name) == nil {
			c.report("must be a value of the enum " + definition.Name)
		}
	default:
		value = inDigits(definition.Name, value)
		if wrong := scalarProblem(definition.Name, value); wrong != "" {
			c.report(wrong)
		}
	}
	return value
}

// list takes a single value for a list of one, as the specification says.
func (c *variableCheck) list(element *ast.Type, value any) any {
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

func (c *variableCheck) object(definition *ast.Definition, value any) {
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

func (c *variableCheck) unknownFields(definition *ast.Definition, object map[string]any) {
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

func (c *variableCheck) oneOf(object map[string]any) {
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

func (c *variableCheck) enter(into step) { c.steps = append(c.steps, into) }

func (c *variableCheck) leave() { c.steps = c.steps[:len(c.steps)-1] }

func (c *variableCheck) full() bool { return len(c.data) >= c.most }

// report notes a problem with the current value, at each place that the variable fills.
func (c *variableCheck) report(wrong string) {
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
		c.reportAt(use.path+path.String(), wrong)
	}
}

func (c *variableCheck) reportAt(path, wrong string) {
	if _, reported := c.data[path]; reported || c.full() {
		return
	}
	c.data[path] = fault.Text(wrong)
	c.first = cmp.Or(c.first, path+" "+wrong)
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

// scalarProblem says what is wrong with a value of a built-in scalar; nothing for other scalars, which read their own.
func scalarProblem(name string, value any) string {
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
	}
	return ""
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
