package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// exportStore writes the store to an archive, next to a server if there is one.
type exportStore struct {
	Archive string `required:"" placeholder:"FILE" help:"File to write, - for standard output."`
	config.File
	config.Store
}

// Run implements the subcommand. The archive is whole, and the store closed, before the first byte of it goes where it is to go:
// no reader of the archive, however slow, holds a snapshot of the store.
func (c *exportStore) Run(ctx context.Context, program Program) (err error) {
	file, err := newArchiveFile(c.Archive)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.close()) }()
	left := &leftOut{out: program.ErrOut}
	count := 0
	err = program.operate(ctx, c.Store, func(product *app.App) error {
		count, err = product.Export(ctx, file, left.report)
		return err
	})
	if err != nil {
		return err
	}
	if c.Archive == standardOutput {
		return errors.Join(file.copyTo(ctx, program.Out), left.err())
	}
	if err := file.rename(c.Archive); err != nil {
		return err
	}
	return errors.Join(program.printLine("documents exported", fmt.Sprint(count)), left.err())
}

// leftOut tells of what a damaged store could not read.
type leftOut struct {
	out   io.Writer
	count int
}

func (l *leftOut) report(problem app.Problem) {
	l.count++
	_, _ = fmt.Fprintln(l.out, "left out:", problem) // whoever does not read it learns the number from the error
}

// err is an error when something was left out: the archive is whole in itself and does not hold all of the store.
func (l *leftOut) err() error {
	if l.count == 0 {
		return nil
	}
	return fmt.Errorf("the archive is incomplete, because %d records could not be read: run `accessgraph verify` to list all problems", l.count)
}

// importStore fills an empty store from an archive; no server may have it open.
type importStore struct {
	Archive string `required:"" placeholder:"FILE" help:"File to read, compressed with gzip or not."`
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *importStore) Run(ctx context.Context, program Program) error {
	return program.operateOn(ctx, c.Store, app.Opening{}, func(product *app.App) (err error) {
		file, err := os.Open(filepath.Clean(c.Archive))
		if err != nil {
			return fmt.Errorf("opening the archive: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		if information, err := file.Stat(); err == nil && information.IsDir() {
			return fmt.Errorf("%s is a folder, and an archive is one file: mongodump --archive=FILE writes one", c.Archive)
		}
		progress := &printing{program: program}
		count, err := product.Import(ctx, file, app.Progress{Migrated: func(string, int) {}, Problem: progress.problem})
		if count > 0 {
			progress.print("documents imported", fmt.Sprint(count))
		}
		return errors.Join(err, progress.err)
	})
}
