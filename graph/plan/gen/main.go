// Command gen runs gqlgen with plugins of its own and stands in for `go run github.com/99designs/gqlgen generate`. The
// planner writes the functions that execute query plans (see package plan) into the package of gqlgen's code. On demand,
// other plugins name the Go types of connections and write resolvers for tests.
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
	path := flag.String("config", "", "the configuration `file` of gqlgen (default gqlgen.yml in this folder or a parent)")
	pages := flag.String("connections", "", "write names for the Go types of connections and edges to this `file`, relative to the configuration")
	fakes := flag.String("fakes", "", "write resolvers for tests to this `file`, relative to the configuration")
	flag.Parse()
	if err := generate(*path, *pages, *fakes); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate(path, pages, fakes string) error {
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
	if pages != "" {
		options = append(options, api.PrependPlugin(connections{pages}))
	}
	if fakes != "" {
		options = append(options, api.AddPlugin(faker.New(fakes)))
	}
	return api.Generate(settings, options...)
}
