// Command gen writes the list of the catalogue's entries, to standard output: those of each variable of package fault that is a
// []Entry, in the order of their files.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// first are the files whose entries come first, in this order: clients may have come to rely on it. A file that is new comes after
// them, by its name.
var first = []string{
	"request.go", "document.go", "idempotency.go", "tenant.go", "access.go", "roleaccount.go", "useraccess.go", "accessrule.go",
}

func main() {
	if err := write(os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// write writes the list of the entries in a folder's files.
func write(out io.Writer, folder string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return fmt.Errorf("listing the files: %w", err)
	}
	slices.SortStableFunc(paths, func(a, b string) int { return rank(a) - rank(b) })
	var names []string
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return fmt.Errorf("reading the entries: %w", err)
		}
		names = append(names, entries(file)...)
	}
	_, err = fmt.Fprintf(out, "// Code generated from the variables of this package. DO NOT EDIT.\n\npackage fault\n\nimport \"slices\"\n\n"+
		"// catalog has every entry: requests first, then each family.\nvar catalog = slices.Concat(\n\t%s,\n)\n", strings.Join(names, ",\n\t"))
	return err
}

// rank returns the position of a file: its index in first, or the one after.
func rank(path string) int {
	if i := slices.Index(first, filepath.Base(path)); i >= 0 {
		return i
	}
	return len(first)
}

// entries returns the names of the variables of a file that are a literal []Entry.
func entries(file *ast.File) []string {
	var names []string
	for _, declared := range file.Decls {
		variables, ok := declared.(*ast.GenDecl)
		if !ok || variables.Tok != token.VAR {
			continue
		}
		for _, spec := range variables.Specs {
			if variable, ok := spec.(*ast.ValueSpec); ok && len(variable.Values) == 1 && isEntries(variable.Values[0]) {
				names = append(names, variable.Names[0].Name)
			}
		}
	}
	return names
}

func isEntries(value ast.Expr) bool {
	literal, ok := value.(*ast.CompositeLit)
	if !ok {
		return false
	}
	list, ok := literal.Type.(*ast.ArrayType)
	if !ok {
		return false
	}
	element, ok := list.Elt.(*ast.Ident)
	return ok && element.Name == "Entry"
}
