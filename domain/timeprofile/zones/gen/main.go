// Command gen copies the time zones of an installation of Go, and writes down which release of the IANA database they are.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "name the folder of Go")
		os.Exit(2)
	}
	if err := run(filepath.Join(os.Args[1], "lib", "time")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string) error {
	archive, err := os.ReadFile(filepath.Join(folder, "zoneinfo.zip"))
	if err != nil {
		return fmt.Errorf("reading Go's time zones: %w", err)
	}
	// The archive does not say which release it is; the script that made it does.
	script, err := os.ReadFile(filepath.Join(folder, "update.bash"))
	if err != nil {
		return fmt.Errorf("reading the release of Go's time zones: %w", err)
	}
	release := regexp.MustCompile(`(?m)^DATA=(\d{4}[a-z]+)$`).FindSubmatch(script)
	if release == nil {
		return errors.New("the release of Go's time zones is not stated")
	}
	if err := os.WriteFile("zoneinfo.zip", archive, 0o600); err != nil {
		return fmt.Errorf("writing the time zones: %w", err)
	}
	if err := os.WriteFile("version.txt", append(release[1], '\n'), 0o600); err != nil {
		return fmt.Errorf("writing the release of the time zones: %w", err)
	}
	return nil
}
