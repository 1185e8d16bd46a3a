package mongo

import (
	"context"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

const counterValueField = "value"

// counterDocument is the document of a counter. Its _id is the counter's name and the ID of the document that is counted for.
type counterDocument struct {
	Head  documentHead `bson:",inline"`
	Value int64        `bson:"value"`
}

// Counters reads counters. It implements commit.CounterReader.
type Counters struct{ stored companyCollection }

// Counters returns the collection of counters.
func (s *Store) Counters() Counters { return Counters{s.collection(countersDescriptor)} }

// Values returns the values of a counter by the documents that are counted for. It omits documents without the counter. It
// takes at most 100 IDs.
func (c Counters) Values(ctx context.Context, companyID string, counter commit.Counter, ids []string) (map[string]int, error) {
	counterIDs := make([]string, len(ids))
	for i, documentID := range ids {
		counterIDs[i] = counterID(counter, documentID)
	}
	values := make(map[string]int, len(ids))
	err := c.stored.lookUp(ctx, companyID, idField, counterIDs, func(storedID string, raw bson.Raw) error {
		value, ok := raw.Lookup(counterValueField).AsInt64OK()
		if !ok {
			return fmt.Errorf("counter %s is not a number", storedID)
		}
		values[strings.TrimPrefix(storedID, counterID(counter, ""))] = int(value)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}

// counterSeparator separates a counter's name from the ID of the document that is counted for.
const counterSeparator = "|"

func counterID(counter commit.Counter, documentID string) string {
	return string(counter) + counterSeparator + documentID
}

// newCounter returns the document of a counter that starts at count.By.
func newCounter(companyID string, count commit.Count) (bson.Raw, error) {
	return encode(bson.D{
		{Key: idField, Value: counterID(count.Counter, count.ID)}, {Key: companyField, Value: companyID},
		{Key: schemaField, Value: document.CurrentSchemaVersion}, {Key: counterValueField, Value: int64(count.By)},
	})
}

// countStep returns the step that adds to a counter. The step loses the race if the counter would fall below zero.
func (s *Store) countStep(companyID string, count commit.Count) commitStep {
	storedID := counterID(count.Counter, count.ID)
	filter := withID(companyID, storedID)
	switch {
	case count.From != nil:
		filter = withID(companyID, storedID, bson.E{Key: counterValueField, Value: int64(*count.From)})
	case count.By < 0:
		filter = withID(companyID, storedID, bson.E{Key: counterValueField, Value: bson.D{{Key: "$gte", Value: int64(-count.By)}}})
	}
	update := bson.D{{Key: "$inc", Value: bson.D{{Key: counterValueField, Value: int64(count.By)}}}}
	counters := s.collection(countersDescriptor)
	return func(ctx context.Context) error { return requireMatch(counters.update(ctx, filter, update)) }
}

// stopStep returns the step that deletes a counter.
func (s *Store) stopStep(companyID string, stop commit.Stop) commitStep {
	filter := withID(companyID, counterID(stop.Counter, stop.ID))
	if stop.At != nil {
		filter = withID(companyID, counterID(stop.Counter, stop.ID), bson.E{Key: counterValueField, Value: int64(*stop.At)})
	}
	counters := s.collection(countersDescriptor)
	return func(ctx context.Context) error { return requireMatch(counters.delete(ctx, filter)) }
}
