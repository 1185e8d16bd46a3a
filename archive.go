package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"accessgraph/app"
)

// standardOutput is what --archive is given instead of a file to have the archive written there.
const standardOutput = "-"

// unfinishedSuffix is added to the name of an archive that is still being written.
const unfinishedSuffix = ".unfinished"

// exportStore writes the store to an archive, next to a server if there is one.
func exportStore(ctx context.Context, called invocation) error {
	flags := called.flags("export")
	name := flags.String("archive", "", "file to write, - for standard output")
	return operate(ctx, called, flags, func(product *app.App) error {
		if err := required(map[string]*string{"archive": name}, "archive"); err != nil {
			return err
		}
		if *name == standardOutput {
			_, err := exportTo(ctx, product, called.out)
			return err
		}
		count, err := exportFile(ctx, product, *name)
		if err != nil {
			return err
		}
		return called.print("documents exported", fmt.Sprint(count))
	})
}

func exportTo(ctx context.Context, product *app.App, out io.Writer) (int, error) {
	buffered := bufio.NewWriterSize(out, 1<<20)
	count, err := product.Export(ctx, buffered)
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
func exportFile(ctx context.Context, product *app.App, name string) (count int, err error) {
	if present, err := os.Stat(name); err == nil && !present.Mode().IsRegular() {
		return 0, fmt.Errorf("%s is there and no file that an archive could replace", name)
	}
	file, err := os.OpenFile(filepath.Clean(name+unfinishedSuffix), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, fmt.Errorf("creating the archive: %w", err)
	}
	count, err = exportTo(ctx, product, file)
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
func importStore(ctx context.Context, called invocation) error {
	flags := called.flags("import")
	name := flags.String("archive", "", "file to read")
	return operateAlone(ctx, called, flags, func(product *app.App) (err error) {
		if err := required(map[string]*string{"archive": name}, "archive"); err != nil {
			return err
		}
		file, err := os.Open(filepath.Clean(*name))
		if err != nil {
			return fmt.Errorf("opening the archive: %w", err)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		progress := &printing{called: called}
		count, err := product.Import(ctx, file, app.Progress{Migrated: func(string, int) {}, Problem: progress.problem})
		if count > 0 {
			progress.print("documents imported", fmt.Sprint(count))
		}
		return errors.Join(err, progress.err)
	})
}
