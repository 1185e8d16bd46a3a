// Package process_test drives the built program as a user does: it starts it, sends requests and signals, kills it, and starts
// it again on the same store.
package process_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// program is the path of the program, which TestMain builds once.
var program string

func TestMain(m *testing.M) {
	os.Exit(runOnBuiltProgram(m))
}

func runOnBuiltProgram(m *testing.M) int {
	folder, err := os.MkdirTemp("", "accessgraph")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }()
	var output string
	if program, output, err = goBuild(context.Background(), folder, "-buildvcs=false"); err != nil {
		fmt.Println(output, err)
		return 1
	}
	return m.Run()
}

// goBuild builds the program into a folder with these flags, and returns its path and what the build printed.
func goBuild(ctx context.Context, folder string, flags ...string) (built, output string, err error) {
	built = filepath.Join(folder, "accessgraph")
	arguments := append(append([]string{"build", "-o", built}, flags...), "accessgraph")
	printed, err := exec.CommandContext(ctx, "go", arguments...).CombinedOutput()
	return built, string(printed), err
}

// binary returns the path of the program, which has no version.
func binary(t *testing.T) string {
	t.Helper()
	return program
}
