package plan

import (
	"errors"
	"slices"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// errTooLarge is returned for an operation whose plan would have more than maxFields fields. Nested selections of interfaces are
// compiled for each object type.
var errTooLarge = errors.New("the operation selects too many fields")

// maxFields is the most fields of a plan.
const maxFields = 100_000

// fieldSize is the approximate size of a field of a plan in bytes, without its strings.
const fieldSize = 400

// compiler compiles one operation for one combination of the values of its conditions.
type compiler struct {
	objects   map[string]*Object
	fragments ast.FragmentDefinitionList
	// conditions holds the values of the variables of @skip and @include.
	conditions map[string]bool
	// price is Options.Price.
	price  func(field graphql.CollectedField) int64
	plan   *Plan
	fields int
}

// compile returns the plan of a valid operation on a root type.
func (c *compiler) compile(operation *ast.OperationDefinition, rootType string) (*Plan, error) {
	c.plan = &Plan{}
	selection, err := c.selection(c.objects[rootType], nil, operation.SelectionSet)
	if err != nil {
		return nil, err
	}
	c.plan.Root = selection
	return c.plan, nil
}

// selection compiles the fields that a selection set selects of an object type.
func (c *compiler) selection(object *Object, parent *Field, set ast.SelectionSet) (*Selection, error) {
	var collected []graphql.CollectedField
	c.collect(&collected, object, set, map[string]bool{})
	selection := &Selection{Fields: make([]*Field, 0, len(collected))}
	for _, each := range collected {
		field, err := c.field(object, parent, each)
		if err != nil {
			return nil, err
		}
		selection.Fields = append(selection.Fields, field)
		if field.IsStored() {
			selection.Stored = append(selection.Stored, field)
		}
	}
	return selection, nil
}

// field compiles a field and the selections below it.
func (c *compiler) field(object *Object, parent *Field, collected graphql.CollectedField) (*Field, error) {
	if c.fields++; c.fields > maxFields {
		return nil, errTooLarge
	}
	key := strconv.AppendQuote(nil, collected.Alias)
	key = append(key, ':')
	field := &Field{
		Number: TypeName, Object: object.Name, Collected: collected, Parent: parent, Path: collected.Alias, key: key, slot: -1,
	}
	if parent != nil {
		field.Path = parent.Path + "." + collected.Alias
	}
	c.plan.size += fieldSize + len(key) + len(field.Path)
	if collected.Name == "__typename" {
		field.key = strconv.AppendQuote(field.key, object.Name)
		return field, nil
	}
	field.Info = object.Fields[collected.Name]
	field.Number, field.nonNull = field.Info.Number, collected.Definition.Type.NonNull
	field.bindArguments()
	if c.price != nil {
		field.Price = c.price(collected)
	}
	for _, name := range field.Info.Objects {
		selection, err := c.selection(c.objects[name], field, collected.Selections)
		if err != nil {
			return nil, err
		}
		field.selections = append(field.selections, selection)
		for _, child := range selection.Stored {
			field.hasStored = true
			field.needsPath = field.needsPath || child.needsPath || child.Info.IsStored && !child.Info.IsBatch
		}
	}
	if field.Info.IsStored || field.hasStored {
		field.slot = c.plan.slots
		c.plan.slots++
	}
	return field, nil
}

// collect is CollectFields of the specification: the fields of a selection set that apply to an object type, those of one
// response key merged.
func (c *compiler) collect(into *[]graphql.CollectedField, object *Object, set ast.SelectionSet, visited map[string]bool) {
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			if c.includes(selection.Directives) {
				merge(into, selection)
			}
		case *ast.InlineFragment:
			if c.includes(selection.Directives) && satisfies(object, selection.TypeCondition) {
				c.collect(into, object, selection.SelectionSet, visited)
			}
		case *ast.FragmentSpread:
			if visited[selection.Name] || !c.includes(selection.Directives) {
				continue
			}
			visited[selection.Name] = true
			if fragment := c.fragments.ForName(selection.Name); satisfies(object, fragment.TypeCondition) {
				c.collect(into, object, fragment.SelectionSet, visited)
			}
		}
	}
}

// merge adds a field to the collected fields. A field with the response key of another one is merged into it.
func merge(into *[]graphql.CollectedField, field *ast.Field) {
	for i := range *into {
		if (*into)[i].Alias == field.Alias {
			(*into)[i].Selections = append((*into)[i].Selections, field.SelectionSet...)
			return
		}
	}
	*into = append(*into, graphql.CollectedField{Field: field, Selections: slices.Clone(field.SelectionSet)})
}

func satisfies(object *Object, condition string) bool {
	return condition == "" || slices.Contains(object.Satisfies, condition)
}

// includes reports whether @skip and @include leave a selection in.
func (c *compiler) includes(directives ast.DirectiveList) bool {
	return !c.condition(directives.ForName("skip"), false) && c.condition(directives.ForName("include"), true)
}

func (c *compiler) condition(directive *ast.Directive, absent bool) bool {
	if directive == nil {
		return absent
	}
	value := directive.Arguments.ForName("if").Value
	if value.Kind == ast.Variable {
		return c.conditions[value.Raw]
	}
	return value.Raw == "true"
}

// conditionsOf returns the names of the variables of @skip and @include, in the order of their first use.
func conditionsOf(document *ast.QueryDocument, operation *ast.OperationDefinition) []string {
	var names []string
	visited := map[string]bool{}
	var walk func(set ast.SelectionSet)
	add := func(directives ast.DirectiveList) {
		for _, name := range []string{"skip", "include"} {
			if directive := directives.ForName(name); directive != nil {
				value := directive.Arguments.ForName("if").Value
				if value.Kind == ast.Variable && !slices.Contains(names, value.Raw) {
					names = append(names, value.Raw)
				}
			}
		}
	}
	walk = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch selection := selection.(type) {
			case *ast.Field:
				add(selection.Directives)
				walk(selection.SelectionSet)
			case *ast.InlineFragment:
				add(selection.Directives)
				walk(selection.SelectionSet)
			case *ast.FragmentSpread:
				add(selection.Directives)
				if !visited[selection.Name] {
					visited[selection.Name] = true
					walk(document.Fragments.ForName(selection.Name).SelectionSet)
				}
			}
		}
	}
	walk(operation.SelectionSet)
	return names
}
