package source_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A table that never changes is a package-level variable. The linter cannot tell such a table from global state, so this test
// does: it fails if a package-level variable is assigned, changed in place or addressed anywhere but in its declaration, or if
// its type is made to be changed.

func TestPackageVariables_NeverChange(t *testing.T) {
	checker := loadPackages(t)
	for _, loaded := range checker.packages {
		checker.check(loaded)
	}
	require.Empty(t, checker.problems)
}

func TestPackageVariables_ChangesAreFound(t *testing.T) {
	const declarations = `package tables
import ("slices"; "sync"; "example/other")
var table = map[string]int{"a": 1}
var list = []int{3, 1}
var number = 1
var constant = 2
type point struct{ x int }
var origin = &point{}
`
	for change, isFound := range map[string]bool{
		`func f() int { return table["a"] + list[0] + number + constant + other.Table["a"] }`: false,
		`func f(table map[string]int) { table["a"] = 2 }`:                                     false,
		`func f() { number := 2; number++ }`:                                                  false,
		`func f() { table["a"] = 2 }`:                                                         true,
		`func f() { table = nil }`:                                                            true,
		`func f() { number++ }`:                                                               true,
		`func f() { number += 2 }`:                                                            true,
		`func f() { origin.x = 2 }`:                                                           true,
		`func f() *int { return &number }`:                                                    true,
		`func f() { for number = range 3 { } }`:                                               true,
		`func f() { delete(table, "a") }`:                                                     true,
		`func f() { clear(table) }`:                                                           true,
		`func f() { copy(list[1:], list) }`:                                                   true,
		`func f() { slices.Sort(list) }`:                                                      true,
		`func f() { other.Table["a"] = 2 }`:                                                   true,
		`var cache sync.Map`:                                                                  true,
		`var cache = make(map[string]int)`:                                                    true,
		`var mutex = &sync.Mutex{}`:                                                           true,
	} {
		t.Run(change, func(t *testing.T) {
			checker := &variableChecker{exported: map[string]bool{"example/other.Table": true}}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, "tables.go", declarations+change, 0)
			require.NoError(t, err)
			checker.check(checker.newPackage(files, "example/tables", []*ast.File{file}))
			require.Equal(t, isFound, len(checker.problems) > 0, checker.problems)
		})
	}
}

// loadedPackage is a package whose identifiers are resolved as far as the package itself declares them.
type loadedPackage struct {
	files  *token.FileSet
	syntax []*ast.File
	scope  *types.Scope
	uses   map[*ast.Ident]types.Object
}

// variableChecker finds changes of package-level variables.
type variableChecker struct {
	packages []loadedPackage
	// exported has the exported package-level variables of the module, by import path and name.
	exported map[string]bool
	problems []string
}

// noImports resolves no import: the names of other packages are resolved by their paths.
type noImports struct{}

func (noImports) Import(importPath string) (*types.Package, error) {
	return nil, fmt.Errorf("%s is not loaded", importPath)
}

func loadPackages(t *testing.T) *variableChecker {
	t.Helper()
	const module = "accessgraph"
	files := token.NewFileSet()
	folders := map[string][]*ast.File{}
	root := filepath.Join("..", "..")
	for name := range readSource(t).files {
		file, err := parser.ParseFile(files, filepath.Join(root, name), nil, parser.SkipObjectResolution|parser.ParseComments)
		require.NoError(t, err)
		if !ast.IsGenerated(file) {
			folders[path.Dir(name)] = append(folders[path.Dir(name)], file)
		}
	}
	checker := &variableChecker{exported: map[string]bool{}}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		importPath := path.Join(module, folder)
		loaded := checker.newPackage(files, importPath, folders[folder])
		for _, name := range loaded.scope.Names() {
			if _, isVariable := loaded.scope.Lookup(name).(*types.Var); isVariable && token.IsExported(name) {
				checker.exported[importPath+"."+name] = true
			}
		}
		checker.packages = append(checker.packages, loaded)
	}
	require.Greater(t, len(checker.exported), 10, "variables such as mongo.ErrLocked")
	return checker
}

func (c *variableChecker) newPackage(files *token.FileSet, importPath string, syntax []*ast.File) loadedPackage {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: noImports{}, Error: func(error) {}}
	checked, _ := config.Check(importPath, files, syntax, info) // it fails at each import, and resolves what is local
	return loadedPackage{files, syntax, checked.Scope(), info.Uses}
}

func (c *variableChecker) check(loaded loadedPackage) {
	for _, file := range loaded.syntax {
		for _, declaration := range file.Decls {
			c.checkDeclaration(loaded, declaration)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			for _, changed := range changedBy(loaded, node) {
				if name := c.variableOf(loaded, changed); name != "" {
					c.report(loaded, changed, name+" is changed outside its declaration")
				}
			}
			return true
		})
	}
}

func (c *variableChecker) report(loaded loadedPackage, node ast.Node, problem string) {
	c.problems = append(c.problems, strings.TrimPrefix(loaded.files.Position(node.Pos()).String(), filepath.Join("..", "..")+string(os.PathSeparator))+": "+problem)
}

// checkDeclaration reports package-level variables whose type or value is made to be changed.
func (c *variableChecker) checkDeclaration(loaded loadedPackage, declaration ast.Decl) {
	variables, ok := declaration.(*ast.GenDecl)
	if !ok || variables.Tok != token.VAR {
		return
	}
	for _, spec := range variables.Specs {
		ast.Inspect(spec, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.FuncLit:
				return false
			case *ast.SelectorExpr:
				if pkg := importOf(loaded, node.X); pkg == "sync" && token.IsExported(node.Sel.Name) && !strings.HasPrefix(node.Sel.Name, "Once") || pkg == "sync/atomic" {
					c.report(loaded, node, "a package-level variable of the type "+pkg+"."+node.Sel.Name)
				}
			case *ast.CallExpr:
				if isBuiltin(loaded, node.Fun, "make") || isBuiltin(loaded, node.Fun, "new") {
					c.report(loaded, node, "a package-level variable that is made empty")
				}
			}
			return true
		})
	}
}

// changedBy returns the expressions that a node assigns, changes in place or takes the address of.
func changedBy(loaded loadedPackage, node ast.Node) []ast.Expr {
	switch node := node.(type) {
	case *ast.AssignStmt:
		if node.Tok != token.DEFINE {
			return node.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{node.X}
	case *ast.RangeStmt:
		if node.Tok == token.ASSIGN {
			return []ast.Expr{node.Key, node.Value}
		}
	case *ast.UnaryExpr:
		if node.Op == token.AND {
			return []ast.Expr{node.X}
		}
	case *ast.CallExpr:
		if len(node.Args) > 0 && changesItsArgument(loaded, node.Fun) {
			return node.Args[:1]
		}
	}
	return nil
}

// changesItsArgument reports whether a function changes its first argument in place.
func changesItsArgument(loaded loadedPackage, function ast.Expr) bool {
	for _, name := range []string{"delete", "clear", "copy"} {
		if isBuiltin(loaded, function, name) {
			return true
		}
	}
	selector, ok := function.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch importOf(loaded, selector.X) {
	case "slices":
		return slices.Contains([]string{"Sort", "SortFunc", "SortStableFunc", "Reverse", "Delete", "DeleteFunc", "Compact", "CompactFunc", "Insert"}, selector.Sel.Name)
	case "maps":
		return slices.Contains([]string{"Copy", "DeleteFunc", "Insert"}, selector.Sel.Name)
	default:
		return false
	}
}

// variableOf returns the name of the package-level variable that an expression is, or is a part of; otherwise "".
func (c *variableChecker) variableOf(loaded loadedPackage, expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.Ident:
		if variable, ok := loaded.uses[expression].(*types.Var); ok && variable.Parent() == loaded.scope {
			return expression.Name
		}
	case *ast.SelectorExpr:
		if pkg := importOf(loaded, expression.X); pkg != "" {
			if name := pkg + "." + expression.Sel.Name; c.exported[name] {
				return name
			}
			return ""
		}
		return c.variableOf(loaded, expression.X)
	case *ast.IndexExpr:
		return c.variableOf(loaded, expression.X)
	case *ast.SliceExpr:
		return c.variableOf(loaded, expression.X)
	case *ast.StarExpr:
		return c.variableOf(loaded, expression.X)
	case *ast.ParenExpr:
		return c.variableOf(loaded, expression.X)
	}
	return ""
}

// importOf returns the import path of the package that an expression names; otherwise "".
func importOf(loaded loadedPackage, expression ast.Expr) string {
	identifier, ok := expression.(*ast.Ident)
	if !ok {
		return ""
	}
	if pkg, ok := loaded.uses[identifier].(*types.PkgName); ok {
		return pkg.Imported().Path()
	}
	return ""
}

func isBuiltin(loaded loadedPackage, function ast.Expr, name string) bool {
	identifier, ok := function.(*ast.Ident)
	if !ok || identifier.Name != name {
		return false
	}
	_, ok = loaded.uses[identifier].(*types.Builtin)
	return ok
}
