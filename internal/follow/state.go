package follow

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// state is what the state file holds, as JSON.
type state struct {
	Cursor string `json:"cursor"`
}

// readState returns the cursor of a state file; empty if there is no such file.
func readState(name string) (string, error) {
	raw, err := os.ReadFile(filepath.Clean(name))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading the state: %w", err)
	}
	var stored state
	if err := json.Unmarshal(raw, &stored); err != nil || stored.Cursor == "" {
		return "", fmt.Errorf("%s is not a state file of `accessgraph follow`", name)
	}
	return stored.Cursor, nil
}

// writeState replaces a state file: it holds the old cursor or the new one, whenever the process or the machine stops.
func writeState(name, cursor string) error {
	raw, err := json.Marshal(state{cursor})
	if err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*") // of mode 0600
	if err != nil {
		return fmt.Errorf("writing the state: %w", err)
	}
	_, err = file.Write(append(raw, '\n'))
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("writing the state: %w", err), os.Remove(file.Name()))
	}
	return nil
}
