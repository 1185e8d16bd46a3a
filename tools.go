//go:build tools

// Package tools keeps the code generator in go.mod, at the version that wrote the committed code.
package tools

import _ "github.com/99designs/gqlgen"
