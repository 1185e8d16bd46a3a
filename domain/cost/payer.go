package cost

import (
	"context"
	"sync/atomic"
)

// Payer is who the store works for: a request, a field of an operation, a commit. It is safe for concurrent use.
type Payer interface {
	// Command tells of a command that reads or writes data, by its name, as soon as it is sent.
	Command(name string)
	// Charge tells of work. It returns an error once the work must stop.
	Charge(units Units) error
}

// Commands counts the commands of a request, whichever part of it they are sent for. They cost it nothing.
type Commands struct{ sent atomic.Int64 }

// Command counts a command.
func (c *Commands) Command(string) { c.sent.Add(1) }

// Charge charges nothing.
func (c *Commands) Charge(Units) error { return nil }

// Sent returns the number of commands so far.
func (c *Commands) Sent() int { return int(c.sent.Load()) }

type payerKey struct{}

// Into returns a context in which the store works for a payer.
func Into(ctx context.Context, payer Payer) context.Context {
	return context.WithValue(ctx, payerKey{}, payer)
}

// From returns the payer of a context; one that charges nobody if the work is no client's.
func From(ctx context.Context) Payer {
	if payer, ok := ctx.Value(payerKey{}).(Payer); ok {
		return payer
	}
	return nobody{}
}

type nobody struct{}

func (nobody) Command(string) {}

func (nobody) Charge(Units) error { return nil }
