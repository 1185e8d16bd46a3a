// Command composecheck loads compose files as Docker Compose does, checks them against the schema of the compose specification, and
// requires of each service that it may not write to its image or gain rights.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	if err := check(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "composecheck:", err)
		os.Exit(1)
	}
}

func check(ctx context.Context, files []string) error {
	options, err := cli.NewProjectOptions(files)
	if err != nil {
		return err
	}
	project, err := options.LoadProject(ctx)
	if err != nil {
		return err
	}
	var problems []error
	for name, service := range project.Services {
		if !isConfined(service) {
			problems = append(problems, fmt.Errorf("the service %s must be read_only, drop ALL capabilities, and have no-new-privileges", name))
		}
		fmt.Println(name)
	}
	return errors.Join(problems...)
}

func isConfined(service types.ServiceConfig) bool {
	return service.ReadOnly && slices.Contains(service.CapDrop, "ALL") && slices.Contains(service.SecurityOpt, "no-new-privileges:true")
}
