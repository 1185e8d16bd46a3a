package main

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/app"
)

// migrate brings the store up to this version of the program.
func migrate(ctx context.Context, called invocation) error {
	work := func(product *app.App) error {
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
	}
	return operateOn(ctx, called, called.flags("migrate"), opening{shared: true, anyVersion: true}, work, nil)
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
