package domaintest

import (
	"encoding/hex"
	"time"

	"github.com/google/uuid"

	"accessgraph/domain/clock"
	"accessgraph/domain/id"
)

// NewID returns an ID of this moment, greater than those that the process made before.
func NewID(kind id.Kind) (string, error) {
	value, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	return string(kind) + "_" + hex.EncodeToString(value[:]), nil
}

// IDs returns a maker of IDs by the wall clock.
func IDs() *clock.IDs { return clock.NewIDs(clock.New(time.Now)) }
