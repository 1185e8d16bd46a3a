package main

import (
	_ "embed"
	"path/filepath"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
)

// faker is a plugin of gqlgen that writes resolvers for tests: each returns random values of its type.
type faker struct{ filename string }

//go:embed fakes.gotpl
var fakesTemplate string

// Name returns the name of the plugin.
func (faker) Name() string { return "faker" }

// GenerateCode writes the resolvers.
func (f faker) GenerateCode(data *codegen.Data) error {
	return templates.Render(templates.Options{
		PackageName: filepath.Base(filepath.Dir(f.filename)), Filename: f.filename, Data: fakes{data}, GeneratedHeader: true,
		Template: fakesTemplate, Packages: data.Config.Packages, PruneOptions: data.Config.GetPruneOptions(),
	})
}

// fakes is what the template is given.
type fakes struct{ *codegen.Data }

// Generated returns the name by which the package of gqlgen's code is imported.
func (f fakes) Generated() string {
	return templates.CurrentImports.Lookup(f.Config.Exec.ImportPath())
}

// AllInterfaces returns the interfaces and unions in the order of their names.
func (f fakes) AllInterfaces() []*codegen.Interface {
	return (&schema{Data: f.Data}).PlannedInterfaces()
}

// Implementors returns the object types of an interface or a union.
func (f fakes) Implementors(abstract *codegen.Interface) []codegen.InterfaceImplementor {
	return (&schema{Data: f.Data}).Implementors(abstract)
}

// Resolved returns the fields of an object that have resolvers.
func (f fakes) Resolved(object *codegen.Object) []*codegen.Field {
	return slices.DeleteFunc(slices.Clone(object.Fields), func(each *codegen.Field) bool {
		return !each.IsResolver || strings.HasPrefix(each.Name, "__")
	})
}

// Arguments returns the names of the Go variables that hold the arguments of a field.
func (f fakes) Arguments(field *codegen.Field) string {
	var text strings.Builder
	for _, argument := range field.Args {
		text.WriteString(", " + argument.VarName)
	}
	return text.String()
}
