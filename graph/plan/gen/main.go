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
	path := flag.String("config", "", "the `file` with gqlgen's configuration; gqlgen.yml in this folder or one above it by default")
	pages := flag.String("connections", "", "the `file` to name the Go types of connections and edges in, relative to that of the configuration; none by default")
	fakes := flag.String("fakes", "", "the `file` to write resolvers for tests to, relative to that of the configuration; none by default")
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
