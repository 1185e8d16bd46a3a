// Package source_test checks the source text of the module.
package source_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// exempt are the goroutines that may end the process, by their file: what is in them, and why that is right.
func exempt() map[string]string {
	return map[string]string{
		"internal/app/app.go":      "hands on what the api does when the program stops, which recovers",
		"server.go":                "has the second signal end the program, and does nothing else",
		"bench/measure.go":         "a benchmark is to end at a panic",
		"bench/peers/load.go":      "a benchmark is to end at a panic",
		"bench/peers/process.go":   "a benchmark is to end at a panic",
		"bench/profile/main.go":    "a benchmark is to end at a panic",
		"bench/space/main.go":      "a benchmark is to end at a panic",
		"mongo/wiretest/server.go": "a server of tests: its panic is to fail the test",
	}
}

// source is what is known of the module's functions: by folder and name, those that recover by themselves.
type source struct {
	files     map[string]*ast.File
	recovers  map[string]bool // functions that call recover: to be deferred
	protected map[string]bool // functions that defer one of them
}

func TestGoroutines_Recover(t *testing.T) {
	read := readSource(t)
	left := exempt()
	var bare []string
	for name, file := range read.files {
		ast.Inspect(file, func(node ast.Node) bool {
			started := goroutine(node)
			if started == nil || read.isProtected(filepath.Dir(name), started) {
				return true
			}
			if _, is := exempt()[name]; is {
				delete(left, name)
				return true
			}
			bare = append(bare, name)
			return true
		})
	}
	slices.Sort(bare)
	require.Empty(t, slices.Compact(bare), "files that start goroutines whose panic ends the process")
	require.Empty(t, left, "files that need no exemption any more")
}

// goroutine returns the function that a node runs in a goroutine of its own, or nil.
func goroutine(node ast.Node) ast.Expr {
	switch node := node.(type) {
	case *ast.GoStmt:
		return node.Call.Fun
	case *ast.CallExpr:
		called, ok := node.Fun.(*ast.SelectorExpr)
		if ok && (called.Sel.Name == "Go" || called.Sel.Name == "AfterFunc") && len(node.Args) > 0 {
			return node.Args[len(node.Args)-1]
		}
	}
	return nil
}

func readSource(t *testing.T) source {
	t.Helper()
	read := source{map[string]*ast.File{}, map[string]bool{}, map[string]bool{}}
	positions := token.NewFileSet()
	module := os.DirFS(filepath.Join("..", ".."))
	require.NoError(t, fs.WalkDir(module, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"node_modules", "tools", "clients"}, entry.Name())) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(module, path)
		if err != nil {
			return err
		}
		read.files[path], err = parser.ParseFile(positions, path, text, 0)
		return err
	}))
	require.Greater(t, len(read.files), 100)
	read.judge()
	return read
}

// judge finds out what the functions do. Of several with one name in a folder, as methods may be, all must do it.
func (s source) judge() {
	all := func(verdicts map[string]bool, key string, verdict bool) {
		before, judged := verdicts[key]
		verdicts[key] = verdict && (before || !judged)
	}
	s.each(func(key string, body *ast.BlockStmt) { all(s.recovers, key, callsRecover(body)) })
	s.each(func(key string, body *ast.BlockStmt) {
		all(s.protected, key, s.defersRecover(strings.SplitN(key, ":", 2)[0], body))
	})
}

func (s source) each(visit func(key string, body *ast.BlockStmt)) {
	for name, file := range s.files {
		for _, declared := range file.Decls {
			if function, ok := declared.(*ast.FuncDecl); ok && function.Body != nil {
				visit(filepath.Dir(name)+":"+function.Name.Name, function.Body)
			}
		}
	}
}

// isProtected reports whether a function defers its recovery: a literal, or one that is declared in the folder.
func (s source) isProtected(folder string, function ast.Expr) bool {
	if literal, ok := function.(*ast.FuncLit); ok {
		return s.defersRecover(folder, literal.Body)
	}
	return s.protected[folder+":"+nameOf(function)]
}

func (s source) defersRecover(folder string, body *ast.BlockStmt) bool {
	return slices.ContainsFunc(body.List, func(statement ast.Stmt) bool {
		deferred, ok := statement.(*ast.DeferStmt)
		if !ok {
			return false
		}
		if literal, ok := deferred.Call.Fun.(*ast.FuncLit); ok {
			return callsRecover(literal.Body)
		}
		return s.recovers[folder+":"+nameOf(deferred.Call.Fun)]
	})
}

func nameOf(function ast.Expr) string {
	switch function := function.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		return function.Sel.Name
	default:
		return ""
	}
}

// callsRecover reports whether a function recovers by itself, and not in a function within it.
func callsRecover(body *ast.BlockStmt) bool {
	recovers := false
	ast.Inspect(body, func(node ast.Node) bool {
		if _, within := node.(*ast.FuncLit); within {
			return false
		}
		if call, ok := node.(*ast.CallExpr); ok && nameOf(call.Fun) == "recover" {
			recovers = true
		}
		return !recovers
	})
	return recovers
}

func TestGoroutines_OneWithoutARecoverIsFound(t *testing.T) {
	for text, protected := range map[string]bool{
		"go func() { work() }()":                                                false,
		"go func() { defer func() { recover() }(); work() }()":                  true,
		"go func() { defer work(); work() }()":                                  false,
		"go func() { defer func() { func() { recover() }() }() }()":             false,
		"go func() { defer rescue(); work() }()":                                true,
		"go work()":                                                             false,
		"go safe()":                                                             true,
		"group.Go(func() error { return nil })":                                 false,
		"group.Go(safe)":                                                        true,
		"time.AfterFunc(time.Second, func() { work() })":                        false,
		"time.AfterFunc(time.Second, func() { defer x.rescue(\"a\"); work() })": true,
		"time.AfterFunc(time.Second, cancel)":                                   false,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc work() {}\nfunc safe() { defer rescue() }\nfunc rescue() { recover() }\nfunc start() { "+text+" }", 0)
		require.NoError(t, err, text)
		read := source{map[string]*ast.File{"x.go": file}, map[string]bool{}, map[string]bool{}}
		read.judge()
		count := 0
		ast.Inspect(file, func(node ast.Node) bool {
			if started := goroutine(node); started != nil {
				count++
				require.Equal(t, protected, read.isProtected(".", started), text)
			}
			return true
		})
		require.Equal(t, 1, count, text)
	}
}
