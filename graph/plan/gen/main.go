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

	"accessgraph/graph/plan/internal/faker"
)

func main() {
	path := flag.String("config", "", "the `file` with gqlgen's configuration; gqlgen.yml in this folder or one above it by default")
	fakes := flag.String("fakes", "", "the `file` to write resolvers for tests to, relative to that of the configuration; none by default")
	flag.Parse()
	if err := generate(*path, *fakes); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(path, fakes string) error {
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
	options := []api.Option{api.AddPlugin(planner{})}
	if fakes != "" {
		options = append(options, api.AddPlugin(faker.New(fakes)))
	}
	return api.Generate(settings, options...)
}
