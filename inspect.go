package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/rs/zerolog"

	"accessgraph/app"
)

// verifyStore reports every problem of the embedded store, next to a server if there is one, and fails when there are any.
func verifyStore(ctx context.Context, called invocation) error {
	settings, flags := called.settings, called.flags("verify")
	settings.AddFlags(flags)
	if err := called.parse(flags); err != nil {
		return err
	}
	if settings.MongoDBURI != "" {
		return errors.New("verify is for the embedded store: MongoDB has a command validate of its own")
	}
	logger := zerolog.New(called.errOut).Level(zerolog.WarnLevel).With().Timestamp().Logger()
	verified, err := app.VerifyFolder(ctx, settings.Data, logger, func(problem app.Problem) {
		_, _ = fmt.Fprintln(called.out, problem) // whoever does not read it learns the number from the error
	})
	if err == nil && verified.Problems > 0 {
		err = fmt.Errorf("%d problems: stop the server and run `accessgraph repair`, or import an export into a new folder", verified.Problems)
	}
	if err != nil {
		return err
	}
	return called.print("documents verified", fmt.Sprint(verified.Documents))
}

// repairStore makes the embedded store anew from what can be read; no server may have it open. It fails when something was
// set aside.
func repairStore(ctx context.Context, called invocation) error {
	settings, flags := called.settings, called.flags("repair")
	settings.AddFlags(flags)
	if err := called.parse(flags); err != nil {
		return err
	}
	if settings.MongoDBURI != "" {
		return errors.New("repair is for the embedded store: MongoDB has an option --repair of its own")
	}
	done, err := app.Repair(ctx, settings.Data)
	if err != nil {
		return err
	}
	for _, problem := range done.Problems {
		if _, err := fmt.Fprintln(called.out, problem); err != nil {
			return fmt.Errorf("printing the problems: %w", err)
		}
	}
	for _, line := range []struct{ name, value string }{
		{"documents kept", fmt.Sprint(done.Documents)}, {"index entries made", fmt.Sprint(done.Entries)},
		{"the store as it was", done.Original},
	} {
		if err := called.print(line.name, line.value); err != nil {
			return err
		}
	}
	if done.SetAside > 0 {
		return fmt.Errorf("%d records could not be read: they are in %s", done.SetAside, done.SetAsideFile)
	}
	return nil
}
