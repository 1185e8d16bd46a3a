package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// standardOutput is the value of --archive that stands for standard output.
const standardOutput = "-"

// unfinishedSuffix ends the name of an archive that is being written.
const unfinishedSuffix = ".unfinished"

// archiveBuffer is how many bytes of an archive are written at once.
const archiveBuffer = 1 << 20

// archiveFile is the temporary file that an archive is written to. It holds personal data, and so is its owner's only and is removed
// unless it becomes the archive.
type archiveFile struct {
	*bufio.Writer
	file *os.File
	// named is set while the file has a name of its own.
	named bool
}

// newArchiveFile creates the temporary file of an archive: beside the archive, or in the system's temporary folder if the archive goes
// to standard output.
func newArchiveFile(archive string) (*archiveFile, error) {
	folder, pattern := "", "accessgraph-*"+unfinishedSuffix
	if archive != standardOutput {
		if present, err := os.Stat(archive); err == nil && !present.Mode().IsRegular() {
			return nil, fmt.Errorf("%s exists and is not a file that an archive could replace; - stands for standard output", archive)
		}
		folder, pattern = filepath.Dir(archive), filepath.Base(archive)+".*"+unfinishedSuffix
	}
	file, err := os.CreateTemp(folder, pattern)
	switch {
	case err != nil && archive == standardOutput:
		return nil, fmt.Errorf("creating the temporary file of the archive, in the folder that TMPDIR names: %w", err)
	case err != nil:
		return nil, fmt.Errorf("creating the archive: %w", err)
	}
	f := &archiveFile{file: file, named: true}
	f.Writer = bufio.NewWriterSize(roomExplained{file}, archiveBuffer)
	if archive == standardOutput {
		// Where a file may lose its name while it is open, nothing is left of it however the program ends.
		f.named = os.Remove(file.Name()) != nil
	}
	return f, nil
}

// rename gives the whole archive its name, in place of a file that has it. The archive is on disk by then.
func (f *archiveFile) rename(archive string) error {
	if err := errors.Join(f.Flush(), f.file.Sync(), f.file.Close()); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	if err := os.Rename(f.file.Name(), archive); err != nil {
		return fmt.Errorf("naming the archive: %w", err)
	}
	f.named = false
	return nil
}

// copyTo copies the whole archive. It does not wait for a reader that stalls once the context is done: the program ends then, and the
// copy with it.
func (f *archiveFile) copyTo(ctx context.Context, out io.Writer) error {
	if err := f.Flush(); err != nil {
		return fmt.Errorf("writing the archive: %w", err)
	}
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("reading the archive: %w", err)
	}
	copied := make(chan error, 1)
	go func() {
		defer func() {
			if problem := recover(); problem != nil {
				copied <- fmt.Errorf("a panic: %v", problem)
			}
		}()
		_, err := io.CopyBuffer(out, f.file, make([]byte, archiveBuffer))
		copied <- err
	}()
	select {
	case err := <-copied:
		if err != nil {
			return fmt.Errorf("copying the archive to standard output: %w", err)
		}
		return nil
	case <-ctx.Done():
		return fmt.Errorf("copying the archive to standard output: %w", ctx.Err())
	}
}

// close removes what has not become the archive.
func (f *archiveFile) close() error {
	_ = f.file.Close() // rename has closed it, or nobody needs what it holds
	if !f.named {
		return nil
	}
	if err := os.Remove(f.file.Name()); err != nil {
		return fmt.Errorf("removing the unfinished archive: %w", err)
	}
	return nil
}

// roomExplained is a file whose writes say what to do when there is no room for them.
type roomExplained struct{ file *os.File }

// Write implements io.Writer.
func (f roomExplained) Write(content []byte) (int, error) {
	n, err := f.file.Write(content)
	return n, explainRoom(f.file.Name(), err)
}

// explainRoom adds to the error of a full disk where the temporary file lies, and how to choose another place.
func explainRoom(name string, err error) error {
	if !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EDQUOT) {
		return err
	}
	return fmt.Errorf("%s has no room for the archive, which takes about as much as the store: make room there, choose another file with "+
		"--archive, or another temporary folder for standard output with TMPDIR (%w)", filepath.Dir(name), err)
}
