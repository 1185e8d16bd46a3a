package plan

import "context"

// Meter observes an execution, so that it can be charged and stopped. It replaces a middleware around every field. Its methods
// must be safe for concurrent use.
type Meter interface {
	// Begin is called before a field with a resolver, objects or a list is resolved, once for a batch field. An error fails the
	// field. The resolver is called with the context that Begin returns.
	Begin(ctx context.Context, field *Field) (context.Context, error)
	// Charge is called with the number of objects or list elements that such a field returned. An error fails the field.
	Charge(field *Field, count int) error
	// Returned is called with the value of each root field.
	Returned(field *Field, value any)
	// Wrote is called while the response is written, with the number of bytes written since the last call. It is negative if bytes
	// were removed. An error makes the data of a query, or the root field of a mutation, null.
	Wrote(ctx context.Context, size int) error
}

// meterEvery is the number of bytes between two calls of Meter.Wrote.
const meterEvery = 4 << 10

// begin calls Meter.Begin for a field without a resolver.
func (r *Run) begin(f *Field) *failure {
	if r.meter == nil {
		return nil
	}
	if _, err := r.meter.Begin(r.ctx, f); err != nil {
		return failed(err)
	}
	return nil
}

// charge calls Meter.Charge.
func (r *Run) charge(f *Field, count int) *failure {
	if r.meter == nil {
		return nil
	}
	if err := r.meter.Charge(f, count); err != nil {
		return failed(err)
	}
	return nil
}

// Begin calls Meter.Begin for a field that is read from its object while the response is written. It reports whether to continue.
func (r *Run) Begin(f *Field) bool { return r.meter == nil || r.passes(r.begin(f)) }

// Charge calls Meter.Charge for such a field. It reports whether to continue.
func (r *Run) Charge(f *Field, count int) bool { return r.meter == nil || r.passes(r.charge(f, count)) }

// passes adds a failure to the errors of the response. It returns true if there is none.
func (r *Run) passes(fail *failure) bool {
	if fail != nil {
		r.report(fail)
	}
	return fail == nil
}
