package mongo

import (
	"context"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

func countersTable() descriptor {
	return descriptor{name: "counters", indexes: []bson.D{idIndex()}}
}

// Counters reads the numbers that many commits change at once. It is a commit.CounterReader.
type Counters struct{ stored companyCollection }

// Counters reads the numbers that many commits change at once.
func (s *Store) Counters() Counters { return Counters{s.collection(countersTable())} }

// Values returns counters by the document that is counted for, without those that do not exist. At most 100 IDs.
func (c Counters) Values(ctx context.Context, companyID string, counter commit.Counter, ids []string) (map[string]int, error) {
	counterIDs := make([]string, len(ids))
	for at, id := range ids {
		counterIDs[at] = counterID(counter, id)
	}
	values := make(map[string]int, len(ids))
	err := c.stored.lookUp(ctx, companyID, idField, counterIDs, func(found string, raw bson.Raw) error {
		value, ok := raw.Lookup(counterValueField).AsInt64OK()
		if !ok {
			return fmt.Errorf("counter %s is not a number", found)
		}
		values[strings.TrimPrefix(found, counterID(counter, ""))] = int(value)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}

// counterSeparator stands between a counter's name and the document that it belongs to.
const counterSeparator = "|"

func counterID(counter commit.Counter, id string) string {
	return string(counter) + counterSeparator + id
}

// newCounter is the document of a counter that starts at a number.
func newCounter(companyID string, count commit.Count) (bson.Raw, error) {
	return encode(bson.D{
		{Key: idField, Value: counterID(count.Counter, count.ID)}, {Key: companyField, Value: companyID},
		{Key: schemaField, Value: document.CurrentSchemaVersion}, {Key: counterValueField, Value: int64(count.By)},
	})
}

// count is the step of a commit that adds to a counter, unless that would take it below zero.
func (s *Store) countStep(companyID string, count commit.Count) commitStep {
	counterID := counterID(count.Counter, count.ID)
	filter := withID(companyID, counterID)
	switch {
	case count.From != nil:
		filter = withID(companyID, counterID, bson.E{Key: counterValueField, Value: int64(*count.From)})
	case count.By < 0:
		filter = withID(companyID, counterID, bson.E{Key: counterValueField, Value: bson.D{{Key: "$gte", Value: int64(-count.By)}}})
	}
	change := bson.D{{Key: "$inc", Value: bson.D{{Key: counterValueField, Value: int64(count.By)}}}}
	counters := s.collection(countersTable())
	return func(ctx context.Context) error { return requireMatch(counters.update(ctx, filter, change)) }
}

// stop is the step of a commit that takes a counter away.
func (s *Store) stopStep(companyID string, stop commit.Stop) commitStep {
	filter := withID(companyID, counterID(stop.Counter, stop.ID))
	if stop.At != nil {
		filter = withID(companyID, counterID(stop.Counter, stop.ID), bson.E{Key: counterValueField, Value: int64(*stop.At)})
	}
	counters := s.collection(countersTable())
	return func(ctx context.Context) error { return requireMatch(counters.delete(ctx, filter)) }
}
