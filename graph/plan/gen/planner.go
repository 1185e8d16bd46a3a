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

// planner is a plugin of gqlgen. It writes, for each object type, a function that collects what has to be resolved and one
// that appends the response.
type planner struct{}

//go:embed planned.gotpl
var template string

// Name returns the name of the plugin.
func (planner) Name() string { return "planner" }

// GenerateCode writes planned.generated.go beside the code that gqlgen generates.
func (planner) GenerateCode(data *codegen.Data) error {
	if err := refuse(data); err != nil {
		return err
	}
	schema := &schema{Data: data, functions: map[string]string{}}
	return templates.Render(templates.Options{
		PackageName: data.Config.Exec.Package, Filename: filepath.Join(data.Config.Exec.Dir(), "planned.generated.go"),
		Data: schema, GeneratedHeader: true, Template: template, Packages: data.Config.Packages, PruneOptions: data.Config.GetPruneOptions(),
	})
}

// refuse returns why a schema cannot be executed by plans.
func refuse(data *codegen.Data) error {
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

// schema is what the template is given.
type schema struct {
	*codegen.Data

	// functions holds the functions for types that were asked for, by name, so that each is written once.
	functions map[string]string
}

// PlannedObjects returns the object types that plans can select of.
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

// RootName returns the name of a root type; empty without one.
func (s *schema) RootName(root *codegen.Object) string {
	if root == nil {
		return ""
	}
	return root.Name
}

// PlannedInterfaces returns the interfaces and unions in the order of their names.
func (s *schema) PlannedInterfaces() []*codegen.Interface {
	interfaces := make([]*codegen.Interface, 0, len(s.Interfaces))
	for _, each := range s.Interfaces {
		interfaces = append(interfaces, each)
	}
	slices.SortFunc(interfaces, func(a, b *codegen.Interface) int { return strings.Compare(a.Name, b.Name) })
	return interfaces
}

// Implementors returns the object types that an interface or a union stands for. The library counts interfaces among them.
func (s *schema) Implementors(abstract *codegen.Interface) []codegen.InterfaceImplementor {
	isNone := func(each codegen.InterfaceImplementor) bool { return each.Kind != ast.Object }
	return slices.DeleteFunc(slices.Clone(abstract.Implementors), isNone)
}

// Functions returns the functions for types that were asked for so far.
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

// ConcreteTypes returns the object types that a type stands for, in the order in which generated code tells them apart.
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

// ConcreteIndex returns the index of an object type among those that an interface stands for.
func (s *schema) ConcreteIndex(abstract *codegen.Interface, name string) int {
	return slices.Index(s.ConcreteTypes(abstract.Definition), name)
}

// plannedObject is an object type.
type plannedObject struct {
	*codegen.Object

	Fields []*plannedField
}
