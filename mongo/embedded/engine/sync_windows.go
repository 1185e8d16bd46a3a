package engine

import "os"

// SyncFolder returns an error if there is no folder at path. Windows has no call that puts the names of a folder on disk: its
// file system journals them.
func SyncFolder(path string) error {
	_, err := os.Stat(path)
	return err
}
