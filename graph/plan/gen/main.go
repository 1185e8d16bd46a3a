// Command gen writes what gqlgen writes and, into the same package, the functions by which query plans are executed: see
// package plan. It stands in for `go run github.com/99designs/gqlgen generate`.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	path := flag.String("config", "", "the `file` with gqlgen's configuration; gqlgen.yml in this folder or one above it by default")
	flag.Parse()
	if err := generate(*path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(path string) error {
	load := config.LoadConfigFromDefaultLocations
	if path != "" {
		if err := os.Chdir(filepath.Dir(path)); err != nil {
			return err
		}
		load = func() (*config.Config, error) { return config.LoadConfig(filepath.Base(path)) }
	}
	settings, err := load()
	if err != nil {
		return fmt.Errorf("reading the configuration: %w", err)
	}
	return api.Generate(settings, api.AddPlugin(planner{}))
}
