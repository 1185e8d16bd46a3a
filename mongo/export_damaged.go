package mongo

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/mongo/archive"
	"accessgraph/mongo/embedded"
)

// internalError is MongoDB's code for what must not be; the embedded store answers with it when it meets damage.
const internalError = 1

// readable yields the documents of a collection in the order of their _id. When an embedded store meets one that it cannot
// read, it notes that, and goes on after the last one that it could.
func (s *Store) readable(ctx context.Context, from *driver.Collection, note func()) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		var last bson.RawValue
		for raw, err := range archive.Documents(ctx, from) {
			if err != nil && s.embedded && isInternal(err) {
				note()
				archive.Readable(ctx, from, last)(yield)
				return
			}
			if !yield(raw, err) || err != nil {
				return
			}
			last = raw.Lookup(idField)
			last.Value = bytes.Clone(last.Value)
		}
	}
}

func isInternal(err error) bool {
	response := driver.ServerError(nil)
	return errors.As(err, &response) && response.HasErrorCode(internalError)
}

// reportLeftOut reports what is wrong with the documents of collections.
func (s *Store) reportLeftOut(ctx context.Context, names []string, report func(Problem)) error {
	for _, name := range names {
		_, err := s.validate(ctx, embedded.ValidateCollection(name), map[Problem]struct{}{}, func(problem Problem) {
			if problem.Index == "" {
				report(problem)
			}
		})
		if err != nil {
			return failure("verifying "+name, err)
		}
	}
	return nil
}
