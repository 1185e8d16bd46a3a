// Package faker is a plugin of gqlgen that writes resolvers for tests. Each returns random values of its type (see package fake).
package faker

import (
	_ "embed"
	"path/filepath"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/codegen"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/99designs/gqlgen/plugin"
	"github.com/vektah/gqlparser/v2/ast"
)

//go:embed fakes.gotpl
var template string

// New returns a plugin of gqlgen that writes the resolvers to a file.
func New(filename string) plugin.Plugin { return faker{filename} }

type faker struct{ filename string }

// Name returns the name of the plugin.
func (faker) Name() string { return "faker" }

// GenerateCode writes the resolvers.
func (f faker) GenerateCode(data *codegen.Data) error {
	return templates.Render(templates.Options{
		PackageName: filepath.Base(filepath.Dir(f.filename)), Filename: f.filename, Data: fakes{data}, GeneratedHeader: true,
		Template: template, Packages: data.Config.Packages, PruneOptions: data.Config.GetPruneOptions(),
	})
}

// fakes is the data of the template.
type fakes struct{ *codegen.Data }

// Generated returns the import name of the package with gqlgen's code.
func (f fakes) Generated() string { return templates.CurrentImports.Lookup(f.Config.Exec.ImportPath()) }

// AllInterfaces returns the interfaces and unions, sorted by name.
func (f fakes) AllInterfaces() []*codegen.Interface {
	interfaces := make([]*codegen.Interface, 0, len(f.Interfaces))
	for _, each := range f.Interfaces {
		interfaces = append(interfaces, each)
	}
	slices.SortFunc(interfaces, func(a, b *codegen.Interface) int { return strings.Compare(a.Name, b.Name) })
	return interfaces
}

// Implementors returns the object types of an interface or a union.
func (fakes) Implementors(abstract *codegen.Interface) []codegen.InterfaceImplementor {
	return slices.DeleteFunc(slices.Clone(abstract.Implementors), func(each codegen.InterfaceImplementor) bool {
		return each.Kind != ast.Object
	})
}

// Resolved returns the fields of an object that have resolvers.
func (fakes) Resolved(object *codegen.Object) []*codegen.Field {
	return slices.DeleteFunc(slices.Clone(object.Fields), func(each *codegen.Field) bool {
		return !each.IsResolver || strings.HasPrefix(each.Name, "__")
	})
}

// Arguments returns the names of the Go variables that hold the arguments of a field.
func (fakes) Arguments(field *codegen.Field) string {
	var text strings.Builder
	for _, argument := range field.Args {
		text.WriteString(", " + argument.VarName)
	}
	return text.String()
}
