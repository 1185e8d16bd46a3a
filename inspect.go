package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/rs/zerolog"

	"accessgraph/app"
	"accessgraph/config"
)

// verify reports every problem of the store, next to a server if there is one, and fails when there are any: first of an
// embedded store's file, and if that is sound of what the documents mean to each other.
func verify(ctx context.Context, called invocation) error {
	settings, err := called.settingsOf("verify")
	if err != nil {
		return err
	}
	progress := &printing{called: called}
	if settings.MongoDBURI == "" {
		logger := zerolog.New(called.errOut).Level(zerolog.WarnLevel).With().Timestamp().Logger()
		file, err := app.VerifyFolder(ctx, settings.Data, logger, progress.problem)
		if err == nil && file.Problems > 0 {
			err = fmt.Errorf("%d problems: stop the server and run `accessgraph repair`, or import an export into a new folder", file.Problems)
		}
		if err != nil {
			return errors.Join(err, progress.err)
		}
	}
	return operate(ctx, called, called.flags("verify"), func(product *app.App) error {
		count, err := product.VerifyDocuments(ctx, progress.problem)
		if err != nil {
			return errors.Join(err, progress.err)
		}
		progress.print("documents verified", fmt.Sprint(count))
		progress.print("problems", fmt.Sprint(progress.problems))
		if progress.problems > 0 {
			err = fmt.Errorf("%d problems: docs/incidents.md says what to do; `accessgraph repair` makes anew what follows from documents", progress.problems)
		}
		return errors.Join(err, progress.err)
	})
}

// settingsOf reads the flags of a subcommand that has those of the settings only.
func (i invocation) settingsOf(name string) (config.Config, error) {
	settings, flags := i.settings, i.flags(name)
	settings.AddFlags(flags)
	return settings, i.parse(flags)
}

// repair makes an embedded store anew from what can be read, while no server has it open; and then, in either store, what
// follows from documents. It fails when something was set aside or is not repaired.
func repair(ctx context.Context, called invocation) error {
	settings, err := called.settingsOf("repair")
	if err != nil {
		return err
	}
	progress := &printing{called: called}
	var setAside error
	if settings.MongoDBURI == "" {
		if setAside, err = repairFile(ctx, settings.Data, progress); err != nil {
			return err
		}
	}
	err = operate(ctx, called, called.flags("repair"), func(product *app.App) error { return repairDocuments(ctx, product, progress) })
	return errors.Join(setAside, err, progress.err)
}

// repairFile makes an embedded store anew. setAside says what could not be read.
func repairFile(ctx context.Context, folder string, progress *printing) (setAside, err error) {
	done, err := app.Repair(ctx, folder)
	if err != nil {
		return nil, err
	}
	for _, problem := range done.Problems {
		progress.problem(problem)
	}
	progress.print("documents kept", fmt.Sprint(done.Documents))
	progress.print("index entries made", fmt.Sprint(done.Entries))
	progress.print("the store as it was", done.Original)
	if done.SetAside > 0 {
		setAside = fmt.Errorf("%d records could not be read: they are in %s", done.SetAside, done.SetAsideFile)
	}
	return setAside, nil
}

// repairDocuments makes anew what follows from documents.
func repairDocuments(ctx context.Context, product *app.App, progress *printing) error {
	repaired := 0
	unsettled, err := product.RepairDocuments(ctx, func(problem app.Problem, mended bool) {
		if mended {
			repaired++
			progress.print("repaired", problem.String())
			return
		}
		progress.problem(problem)
	})
	if err != nil {
		return err
	}
	progress.print("problems repaired", fmt.Sprint(repaired))
	progress.print("problems left", fmt.Sprint(unsettled))
	if unsettled > 0 {
		return fmt.Errorf("%d problems are left, which follow from no other document: docs/incidents.md says what to do", unsettled)
	}
	return nil
}
