package domaintest

import (
	"encoding/hex"
	"time"

	"github.com/google/uuid"

	"accessgraph/domain/clock"
	"accessgraph/domain/id"
)

// NewID returns an ID of the current time, which sorts after the earlier IDs of the process.
func NewID(kind id.Kind) (string, error) {
	value, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	return string(kind) + "_" + hex.EncodeToString(value[:]), nil
}

// IDs returns IDs in the order of a clock.
func IDs(now func() time.Time) *clock.IDs { return clock.NewIDs(clock.New(now)) }
