package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/internal/config"
	"accessgraph/internal/follow"
)

// followChanges prints the changes of a company as JSON lines, for a SIEM. It is a client of the API, and opens no store.
type followChanges struct {
	State      string        `required:"" placeholder:"FILE" help:"File that keeps the cursor between runs. It is written after the lines."`
	Types      []string      `placeholder:"TYPE" help:"Follow only objects of these types, such as Access,User."`
	SubjectIDs []string      `name:"subject-ids" placeholder:"ID" help:"Follow only these objects, at most 10."`
	Every      time.Duration `default:"2s" placeholder:"DURATION" help:"Time between two requests when there is nothing new."`
	Once       bool          `help:"End as soon as there is nothing new."`
	config.File
	config.Client
}

// errNoAPIKey is the error of a client of the API that was given no key.
var errNoAPIKey = errors.New("set ACCESSGRAPH_API_KEY, or ACCESSGRAPH_API_KEY_FILE, to a key of an application with the scope AUDIT_READ")

// shortestEvery is the shortest time between two requests when there is nothing new.
const shortestEvery = 100 * time.Millisecond

// Run implements the subcommand.
func (c *followChanges) Run(ctx context.Context, program Program) error {
	if c.APIKey == "" {
		return errNoAPIKey
	}
	if c.Every < shortestEvery {
		return fmt.Errorf("--every must be at least %s", shortestEvery)
	}
	return follow.Run(ctx, follow.Options{
		Endpoint: string(c.Endpoint), Key: c.APIKey, StateFile: c.State, Types: c.Types, SubjectIDs: c.SubjectIDs,
		Every: c.Every, Once: c.Once, Out: program.Out,
		Report: func(sentence string) { _, _ = fmt.Fprintln(program.ErrOut, "accessgraph:", sentence) }, // nobody else can be told
	})
}
