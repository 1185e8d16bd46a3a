package main

import (
	_ "embed"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// planner is a plugin of gqlgen. It writes two functions for each object type: one collects its stored fields, the other appends
// its part of the response.
type planner struct{}

//go:embed planned.gotpl
var plannedTemplate string

// Name returns the name of the plugin.
func (planner) Name() string { return "planner" }

// GenerateCode writes planned.generated.go next to the code of gqlgen.
func (planner) GenerateCode(data *codegen.Data) error {
	if err := checkSupported(data); err != nil {
		return err
	}
	s := &schema{Data: data, functions: map[string]string{}}
	return templates.Render(templates.Options{
		PackageName: data.Config.Exec.Package, Filename: filepath.Join(data.Config.Exec.Dir(), "planned.generated.go"),
		Data: s, GeneratedHeader: true, Template: plannedTemplate, Packages: data.Config.Packages, PruneOptions: data.Config.GetPruneOptions(),
	})
}

// checkSupported returns an error for each feature of the schema that query plans do not support.
func checkSupported(data *codegen.Data) error {
	var problems []error
	if data.Config.UseFunctionSyntaxForExecutionContext {
		problems = append(problems, errors.New("use_function_syntax_for_execution_context is not supported by query plans"))
	}
	for name, directive := range data.AllDirectives {
		executable := directive.IsLocation(ast.LocationQuery, ast.LocationMutation, ast.LocationField,
			ast.LocationFragmentSpread, ast.LocationInlineFragment, ast.LocationFragmentDefinition)
		if executable && !directive.SkipRuntime {
			problems = append(problems, fmt.Errorf("@%s: directives of documents are not supported by query plans", name))
		}
	}
	for _, object := range data.Objects {
		for _, field := range object.Fields {
			if field.IsMap() || field.VOkFunc || field.HasHaser || field.TypeReference.IsRoot {
				problems = append(problems, fmt.Errorf("%s.%s: this kind of field is not supported by query plans", object.Name, field.Name))
			}
		}
	}
	return errors.Join(problems...)
}

// schema is the data of the template.
type schema struct {
	*codegen.Data

	// functions holds the functions that the template uses for types, by name, so that each is written once.
	functions map[string]string
}

// PlannedObjects returns the object types of queries and mutations.
func (s *schema) PlannedObjects() []*plannedObject {
	var objects []*plannedObject
	for _, each := range s.Objects {
		if each.Stream {
			continue
		}
		planned := &plannedObject{Object: each}
		for i, field := range each.Fields {
			planned.Fields = append(planned.Fields, &plannedField{Field: field, schema: s, Number: i})
		}
		objects = append(objects, planned)
	}
	return objects
}

// RootName returns the name of a root type; "" if the schema has no such root.
func (s *schema) RootName(root *codegen.Object) string {
	if root == nil {
		return ""
	}
	return root.Name
}

// PlannedInterfaces returns the interfaces and unions, sorted by name.
func (s *schema) PlannedInterfaces() []*codegen.Interface {
	interfaces := make([]*codegen.Interface, 0, len(s.Interfaces))
	for _, each := range s.Interfaces {
		interfaces = append(interfaces, each)
	}
	slices.SortFunc(interfaces, func(a, b *codegen.Interface) int { return strings.Compare(a.Name, b.Name) })
	return interfaces
}

// Implementors returns the object types of an interface or a union. The library includes interfaces.
func (s *schema) Implementors(abstract *codegen.Interface) []codegen.InterfaceImplementor {
	isAbstract := func(each codegen.InterfaceImplementor) bool { return each.Kind != ast.Object }
	return slices.DeleteFunc(slices.Clone(abstract.Implementors), isAbstract)
}

// Functions returns the functions that the template has used so far.
func (s *schema) Functions() string {
	names := make([]string, 0, len(s.functions))
	for name := range s.functions {
		names = append(names, name)
	}
	slices.Sort(names)
	var text strings.Builder
	for _, name := range names {
		text.WriteString(s.functions[name])
	}
	return text.String()
}

// ConcreteTypes returns the object types of a composite type, in the order of the cases in generated code.
func (s *schema) ConcreteTypes(definition *ast.Definition) []string {
	switch definition.Kind {
	case ast.Object:
		return []string{definition.Name}
	case ast.Interface, ast.Union:
		var names []string
		for _, implementor := range s.Implementors(s.Interfaces[definition.Name]) {
			if !slices.Contains(names, implementor.Name) {
				names = append(names, implementor.Name)
			}
		}
		return names
	default:
		return nil
	}
}

// ConcreteIndex returns the index of an object type in the ConcreteTypes of an interface or a union.
func (s *schema) ConcreteIndex(abstract *codegen.Interface, name string) int {
	return slices.Index(s.ConcreteTypes(abstract.Definition), name)
}

// plannedObject is an object type with its planned fields.
type plannedObject struct {
	*codegen.Object

	Fields []*plannedField
}
