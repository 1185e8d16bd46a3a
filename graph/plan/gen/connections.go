package main

import (
	_ "embed"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/codegen/config"
	"github.com/99designs/gqlgen/codegen/templates"
	"github.com/vektah/gqlparser/v2/ast"
)

// connections is a plugin of gqlgen. It names the Go types of the schema's connections and edges in a file of a package that
// has the generic types Connection and Edge, and binds the schema's types to those names.
type connections struct{ filename string }

//go:embed connections.gotpl
var connectionsTemplate string

// Name returns the name of the plugin.
func (connections) Name() string { return "connections" }

// listedType is a type of the schema that has a connection.
type listedType struct {
	Name string
	// GoType is the type of a node on a page.
	GoType types.Type
}

// MutateConfig writes the file. It must run before gqlgen generates models for the types that are not bound.
func (c connections) MutateConfig(cfg *config.Config) error {
	listed, err := listedTypes(cfg)
	if err != nil {
		return err
	}
	filename, err := filepath.Abs(c.filename)
	if err != nil {
		return err
	}
	target := config.PackageConfig{Filename: filepath.ToSlash(filename)}
	for _, each := range listed {
		for _, name := range []string{each.Name + "Connection", each.Name + "Edge"} {
			if !cfg.Models.UserDefined(name) {
				cfg.Models.Add(name, target.ImportPath()+"."+name)
			}
		}
	}
	return templates.Render(templates.Options{
		PackageName: filepath.Base(filepath.Dir(filename)), Filename: filename, Data: listed, GeneratedHeader: true,
		Template: connectionsTemplate, Packages: cfg.Packages, PruneOptions: cfg.GetPruneOptions(),
	})
}

// listedTypes returns the types that have a connection and an edge in the schema, in the order of their names.
func listedTypes(cfg *config.Config) ([]listedType, error) {
	binder := cfg.NewBinder()
	var listed []listedType
	for _, connection := range slices.Sorted(maps.Keys(cfg.Schema.Types)) {
		name, ok := strings.CutSuffix(connection, "Connection")
		if !ok || cfg.Schema.Types[connection].Kind != ast.Object || cfg.Schema.Types[name+"Edge"] == nil {
			continue
		}
		goType, err := binder.DefaultUserObject(name)
		if err != nil {
			return nil, err
		}
		if !types.IsInterface(goType) {
			goType = types.NewPointer(goType)
		}
		listed = append(listed, listedType{Name: name, GoType: goType})
	}
	return listed, nil
}
