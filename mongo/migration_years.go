package mongo

import (
	"encoding/binary"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// limitYears replaces the instants of a document outside the years 0001 to 9999 by the nearest in them. Early versions stored such
// instants: "9999-12-31T23:59:59-12:00" is in the year 10000. They cannot be written in RFC 3339. Audit records keep them as they were
// sent.
func limitYears(raw bson.Raw) (bson.Raw, []string, error) {
	limited := slices.Clone(raw)
	err := limitInstants(limited)
	return limited, nil, err
}

// limitInstants changes a document or an array in place: an instant has the same length, whatever its value.
func limitInstants(raw bson.Raw) error {
	earliest := time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	latest := time.Date(10_000, time.January, 1, 0, 0, 0, 0, time.UTC).UnixMilli() - 1
	values, err := raw.Values()
	if err != nil {
		return err
	}
	for _, value := range values {
		switch value.Type {
		case bson.TypeDateTime:
			milliseconds := min(max(value.DateTime(), earliest), latest)
			if _, err := binary.Encode(value.Value, binary.LittleEndian, milliseconds); err != nil {
				return err
			}
		case bson.TypeEmbeddedDocument, bson.TypeArray:
			if err := limitInstants(value.Value); err != nil {
				return err
			}
		default: // has no instants
		}
	}
	return nil
}
