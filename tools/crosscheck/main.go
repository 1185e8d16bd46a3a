// Command crosscheck type-checks the program for the systems that are named, as os/arch, without compiling it: what a system
// does not have, such as a call of Unix, shows in seconds.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

func main() {
	var problems []error
	if len(os.Args) == 1 {
		problems = append(problems, errors.New("name the systems, such as windows/amd64"))
	}
	for _, target := range os.Args[1:] {
		if err := check(target); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", target, err))
			continue
		}
		fmt.Println(target)
	}
	if err := errors.Join(problems...); err != nil {
		fmt.Fprintln(os.Stderr, "crosscheck:", err)
		os.Exit(1)
	}
}

// check type-checks the program with everything that it imports.
func check(target string) error {
	system, architecture, _ := strings.Cut(target, "/")
	roots, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax, Dir: "..",
		Env: append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+architecture),
	}, "accessgraph")
	if err != nil {
		return err
	}
	var problems []error
	count := 0
	packages.Visit(roots, nil, func(loaded *packages.Package) {
		count += len(loaded.Syntax)
		for _, problem := range loaded.Errors {
			problems = append(problems, problem)
		}
	})
	if count == 0 {
		return errors.New("there is nothing to check")
	}
	return errors.Join(problems...)
}
