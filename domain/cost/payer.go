package cost

import (
	"context"
	"sync/atomic"
)

// Payer is charged for the work of the store: a request, a field of an operation or a commit. It is safe for concurrent use.
type Payer interface {
	// Command is called with the name of each command that reads or writes data, as soon as it is sent.
	Command(name string)
	// Charge is called with the cost of work. It returns an error once the work must stop.
	Charge(units Units) error
}

// Commands counts the commands of a request, for all of its operations. It charges nothing.
type Commands struct{ sent atomic.Int64 }

// Command counts a command.
func (c *Commands) Command(string) { c.sent.Add(1) }

// Charge charges nothing.
func (c *Commands) Charge(Units) error { return nil }

// Sent returns the number of commands so far.
func (c *Commands) Sent() int { return int(c.sent.Load()) }

type payerKey struct{}

// Into returns a context whose work in the store is charged to a payer.
func Into(ctx context.Context, payer Payer) context.Context {
	return context.WithValue(ctx, payerKey{}, payer)
}

// From returns the payer of a context, or a payer that charges nothing if the work is not a client's.
func From(ctx context.Context) Payer {
	if payer, ok := ctx.Value(payerKey{}).(Payer); ok {
		return payer
	}
	return nobody{}
}

type nobody struct{}

func (nobody) Command(string) {}

func (nobody) Charge(Units) error { return nil }
