package plan

import "context"

// Meter is told what an execution does, so that it can be charged and stopped, in place of a middleware around every field.
// Its methods are called from several goroutines.
type Meter interface {
	// Begin is called before a field is resolved that has a resolver, objects or a list; an error ends the field.
	// A resolver is called with the context that it returns. Of a batch field it is called once.
	Begin(ctx context.Context, field *Field) (context.Context, error)
	// Charge is called with the number of objects, or of list elements, that such a field returned; an error takes its value.
	Charge(field *Field, count int) error
	// Returned is called with the value of each root field.
	Returned(field *Field, value any)
	// Wrote is called while the response is written, with how many bytes were written since, or taken back if the number is
	// negative. An error ends the response of a query, and makes null of a root field of a mutation.
	Wrote(ctx context.Context, size int) error
}

// lookEvery is how many bytes are written before the meter is told.
const lookEvery = 4 << 10

// begin begins a field that has no resolver.
func (r *Run) begin(f *Field) *failure {
	if r.meter == nil {
		return nil
	}
	if _, err := r.meter.Begin(r.ctx, f); err != nil {
		return failed(err)
	}
	return nil
}

// charge charges a field.
func (r *Run) charge(f *Field, count int) *failure {
	if r.meter == nil {
		return nil
	}
	if err := r.meter.Charge(f, count); err != nil {
		return failed(err)
	}
	return nil
}

// Begin begins a field that is read from its object while the response is written. It reports whether to go on.
func (r *Run) Begin(f *Field) bool { return r.meter == nil || r.passes(r.begin(f)) }

// Charge charges such a field. It reports whether to go on.
func (r *Run) Charge(f *Field, count int) bool { return r.meter == nil || r.passes(r.charge(f, count)) }

// passes reports a failure, if there is one, and whether there is none.
func (r *Run) passes(why *failure) bool {
	if why != nil {
		r.report(why)
	}
	return why == nil
}
