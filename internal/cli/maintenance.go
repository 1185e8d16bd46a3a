package cli

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/internal/app"
	"accessgraph/internal/config"
)

// migrate brings the store to this version of the program.
type migrate struct {
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *migrate) Run(ctx context.Context, program Program) error {
	return program.operateOn(ctx, c.Store, app.Opening{Shared: true, AnyVersion: true}, func(product *app.App) error {
		progress := &printing{program: program}
		done, err := product.Migrate(ctx, progress.progress())
		for _, index := range done.Indexes {
			progress.print("created index", index)
		}
		progress.print("indexes created", fmt.Sprint(len(done.Indexes)))
		if err == nil {
			progress.print("version of the store", fmt.Sprint(done.To))
		}
		return errors.Join(err, progress.err)
	})
}

// verify lists what is wrong in the store: in the files of the embedded store first, since documents of a damaged file may
// not be there to be looked at.
type verify struct {
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *verify) Run(ctx context.Context, program Program) error {
	progress := &printing{program: program}
	err := progress.verifyFiles(ctx, c.Store)
	if err == nil && progress.problems > 0 {
		err = fmt.Errorf("%d problems in the store's files: stop the server and run `accessgraph repair`, or import an export into a new folder",
			progress.problems)
	}
	if err != nil {
		return errors.Join(err, progress.err)
	}
	return program.operate(ctx, c.Store, func(product *app.App) error {
		count, err := product.VerifyDocuments(ctx, progress.problem)
		if err != nil {
			return errors.Join(err, progress.err)
		}
		progress.print("documents verified", fmt.Sprint(count))
		progress.print("problems", fmt.Sprint(progress.problems))
		if progress.problems > 0 {
			err = fmt.Errorf("the store has %d problems: docs/incidents.md says what to do; `accessgraph repair` rebuilds "+
				"derived data and damaged files", progress.problems)
		}
		return errors.Join(err, progress.err)
	})
}

// verifyFiles lists what is wrong in the files of an embedded store. It fails when that is too damaged to be opened.
func (p *printing) verifyFiles(ctx context.Context, store config.Store) error {
	if store.MongoDBURI != "" {
		return nil
	}
	_, err := app.VerifyFolder(ctx, string(store.Data), p.program.warnings(), p.problem)
	return err
}

// repair makes anew what follows from documents; before that, an embedded store whose files are damaged.
type repair struct {
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *repair) Run(ctx context.Context, program Program) error {
	lost, err := program.repairFiles(ctx, c.Store)
	if err != nil {
		return err
	}
	documents := program.operate(ctx, c.Store, func(product *app.App) error {
		progress := &printing{program: program}
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
			return errors.Join(err, progress.err)
		}
		progress.print("problems repaired", fmt.Sprint(repaired))
		progress.print("problems left", fmt.Sprint(unsettled))
		if unsettled > 0 {
			err = fmt.Errorf("%d problems are left, which cannot be repaired: docs/incidents.md says what to do", unsettled)
		}
		return errors.Join(err, progress.err)
	})
	return errors.Join(lost, documents)
}

// repairFiles makes an embedded store anew whose files have problems, from what can still be read, while no server has it
// open. What cannot be read is set aside: lost says so, and does not keep the rest from being repaired.
func (p Program) repairFiles(ctx context.Context, store config.Store) (lost, err error) {
	if store.MongoDBURI != "" {
		return nil, nil
	}
	verified, damaged := app.VerifyFolder(ctx, string(store.Data), p.warnings(), func(app.Problem) {})
	if damaged == nil && verified.Problems == 0 {
		return nil, nil
	}
	done, err := app.RepairFolder(ctx, string(store.Data))
	if err != nil {
		return nil, err
	}
	progress := &printing{program: p}
	for _, problem := range done.Problems {
		progress.print("set aside", problem.String())
	}
	progress.print("documents kept", fmt.Sprint(done.Documents))
	progress.print("index entries made", fmt.Sprint(done.Entries))
	progress.print("the store as it was", done.Original)
	if done.SetAside > 0 {
		lost = fmt.Errorf("%d records could not be read: they are in %s", done.SetAside, done.SetAsideFile)
	}
	return lost, progress.err
}

// compact rewrites the file of the embedded store densely.
type compact struct {
	config.File
	config.Store
}

// Run implements the subcommand.
func (c *compact) Run(ctx context.Context, program Program) error {
	if c.MongoDBURI != "" {
		return errors.New("MONGODB_URI is set: compact is for the embedded store, and MongoDB takes care of its own files")
	}
	done, err := app.CompactFolder(ctx, string(c.Data))
	if err != nil {
		return err
	}
	progress := &printing{program: program}
	progress.print("bytes before", fmt.Sprint(done.Before))
	progress.print("bytes after", fmt.Sprint(done.After))
	return progress.err
}

// printing prints lines until one cannot be printed.
type printing struct {
	program  Program
	problems int
	err      error
}

func (p *printing) print(name, value string) {
	if p.err == nil {
		p.err = p.program.printLine(name, value)
	}
}

func (p *printing) problem(problem app.Problem) {
	p.problems++
	p.print("problem", problem.String())
}

func (p *printing) progress() app.Progress {
	return app.Progress{
		Migrated: func(collection string, documents int) { p.print("migrated "+collection, fmt.Sprint(documents)) },
		Problem:  p.problem,
	}
}
