//go:build tools

// This file keeps the code generator in go.mod, at the version that wrote the committed code.
package main

import _ "github.com/99designs/gqlgen"
