package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// standardOutput is the value of --archive that stands for standard output.
const standardOutput = "-"

// unfinishedSuffix is added to the name of an archive that is still being written.
const unfinishedSuffix = ".unfinished"

// exportStore writes the store to an archive, next to a server if there is one.
type exportStore struct {
	Archive string `required:"" placeholder:"FILE" help:"File to write, - for standard output."`
	config.Store
}

// Run implements the subcommand.
func (c *exportStore) Run(ctx context.Context, program Program) error {
	return program.operate(ctx, c.Store, func(product *app.App) error {
		left := &leftOut{out: program.ErrOut}
		if c.Archive == standardOutput {
			_, err := exportTo(ctx, product, program.Out, left)
			return errors.Join(err, left.err())
		}
		count, err := exportFile(ctx, product, c.Archive, left)
		if err != nil {
			return err
		}
		return errors.Join(program.printLine("documents exported", fmt.Sprint(count)), left.err())
	})
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

func exportTo(ctx context.Context, product *app.App, out io.Writer, left *leftOut) (int, error) {
	buffered := bufio.NewWriterSize(out, 1<<20)
	count, err := product.Export(ctx, buffered, left.report)
	if err != nil {
		return 0, err
	}
	if err := buffered.Flush(); err != nil {
		return 0, fmt.Errorf("writing the archive: %w", err)
	}
	return count, nil
}

// exportFile gives the archive its name once it is whole and on disk; one that was there before stays until then. It
// holds personal data, and so is its owner's only.
func exportFile(ctx context.Context, product *app.App, name string, left *leftOut) (count int, err error) {
	if present, err := os.Stat(name); err == nil && !present.Mode().IsRegular() {
		return 0, fmt.Errorf("%s exists and is not a file that an archive could replace", name)
	}
	file, err := os.OpenFile(filepath.Clean(name+unfinishedSuffix), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, fmt.Errorf("creating the archive: %w", err)
	}
	count, err = exportTo(ctx, product, file, left)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return 0, errors.Join(err, os.Remove(file.Name()))
	}
	if err := os.Rename(file.Name(), name); err != nil {
		return 0, fmt.Errorf("naming the archive: %w", err)
	}
	return count, nil
}

// importStore fills an empty store from an archive; no server may have it open.
type importStore struct {
	Archive string `required:"" placeholder:"FILE" help:"File to read, compressed with gzip or not."`
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
		progress := &printing{program: program}
		count, err := product.Import(ctx, file, app.Progress{Migrated: func(string, int) {}, Problem: progress.problem})
		if count > 0 {
			progress.print("documents imported", fmt.Sprint(count))
		}
		return errors.Join(err, progress.err)
	})
}
