//go:build unix

package engine

import (
	"errors"
	"fmt"
	"os"
)

// SyncFolder puts the names in a folder on disk: what a file holds would be lost with its name.
func SyncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return fmt.Errorf("syncing %s: %w", path, err)
	}
	return nil
}
