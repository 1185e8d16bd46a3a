package main

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/app"
)

// migrate brings the store up to this version of the program.
func migrate(ctx context.Context, called invocation) error {
	return operateOn(ctx, called, called.flags("migrate"), opening{shared: true, anyVersion: true}, func(product *app.App) error {
		progress := &printing{called: called}
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

// verify lists what is wrong in the store.
func verify(ctx context.Context, called invocation) error {
	return operate(ctx, called, called.flags("verify"), func(product *app.App) error {
		progress := &printing{called: called}
		count, err := product.Verify(ctx, progress.problem)
		if err != nil {
			return errors.Join(err, progress.err)
		}
		progress.print("documents verified", fmt.Sprint(count))
		progress.print("problems", fmt.Sprint(progress.problems))
		if progress.problems > 0 {
			err = fmt.Errorf("the store has %d problems: docs/incidents.md says what to do; `accessgraph repair` makes anew what "+
				"follows from documents", progress.problems)
		}
		return errors.Join(err, progress.err)
	})
}

// repair makes anew what follows from documents.
func repair(ctx context.Context, called invocation) error {
	return operate(ctx, called, called.flags("repair"), func(product *app.App) error {
		progress := &printing{called: called}
		repaired := 0
		unsettled, err := product.Repair(ctx, func(problem app.Problem, mended bool) {
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
			err = fmt.Errorf("%d problems are left, which follow from no other document: docs/incidents.md says what to do", unsettled)
		}
		return errors.Join(err, progress.err)
	})
}

// printing prints lines until one cannot be printed.
type printing struct {
	called   invocation
	problems int
	err      error
}

func (p *printing) print(name, value string) {
	if called := p.called; p.err == nil {
		p.err = called.print(name, value)
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
