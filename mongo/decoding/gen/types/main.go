// Command types writes the list of the types to generate decoders for, to standard output: those that the descriptors of
// collections name, as newOf[access.Access]. It reads their source, because they do not compile before they have decoders.
package main

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// constructor is the function whose type argument is the type of a collection's documents.
const constructor = "newOf"

func main() {
	if err := write(os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "types:", err)
		os.Exit(1)
	}
}

// write writes the types that a source file names.
func write(out io.Writer, name string) error {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		return fmt.Errorf("reading the descriptors: %w", err)
	}
	types, packages := documentTypes(file)
	if len(types) == 0 {
		return fmt.Errorf("%s names no types by %s", name, constructor)
	}
	var text strings.Builder
	text.WriteString("// Code generated from the descriptors of collections. DO NOT EDIT.\n\npackage main\n\nimport (\n\t\"reflect\"\n\n")
	for _, imported := range file.Imports {
		importPath, err := strconv.Unquote(imported.Path.Value)
		if err != nil {
			return fmt.Errorf("reading an import: %w", err)
		}
		if slices.Contains(packages, path.Base(importPath)) {
			fmt.Fprintf(&text, "\t%q\n", importPath)
		}
	}
	text.WriteString(")\n\n// documentTypes are the types of documents that collections read.\nvar documentTypes = []reflect.Type{\n")
	for _, each := range types {
		fmt.Fprintf(&text, "\treflect.TypeFor[%s](),\n", each)
	}
	formatted, err := format.Source([]byte(text.String() + "}\n"))
	if err != nil {
		return fmt.Errorf("formatting the types: %w", err)
	}
	_, err = out.Write(formatted)
	return err
}

// documentTypes returns the type arguments of the constructor, each once and sorted, and their packages.
func documentTypes(file *ast.File) (types, packages []string) {
	byType := map[string]string{}
	ast.Inspect(file, func(node ast.Node) bool {
		instance, ok := node.(*ast.IndexExpr)
		if !ok {
			return true
		}
		function, isName := instance.X.(*ast.Ident)
		argument, isSelector := instance.Index.(*ast.SelectorExpr)
		if !isName || function.Name != constructor || !isSelector {
			return true
		}
		if imported, ok := argument.X.(*ast.Ident); ok {
			byType[imported.Name+"."+argument.Sel.Name] = imported.Name
		}
		return true
	})
	return slices.Sorted(maps.Keys(byType)), slices.Sorted(maps.Values(byType))
}
