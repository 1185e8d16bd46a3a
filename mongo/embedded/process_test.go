package embedded_test

import (
	"fmt"
	"os"
	"testing"
)

// A test that needs a process of its own starts this binary again and gives it a role in the environment.
const (
	roleOfProcess   = "EMBEDDED_TEST_ROLE"
	folderOfProcess = "EMBEDDED_TEST_FOLDER"
)

func TestMain(m *testing.M) {
	roles := map[string]func(folder string) error{"victim": victim, "full": fillTheDisk, "second": openAgain, "compactor": compactUntilKilled, "narrow": replaceWithoutRoom}
	play, given := roles[os.Getenv(roleOfProcess)]
	if !given {
		os.Exit(m.Run())
	}
	if err := play(os.Getenv(folderOfProcess)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
