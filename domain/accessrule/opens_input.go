package accessrule

import (
	"time"

	"accessgraph/domain/inputs"
)

// OpensInput selects the identifiers that open a reader at an instant.
type OpensInput struct {
	Reader string
	// At is nil for now.
	At *time.Time
}

// normal returns the input with its reader in the form in which readers are stored.
func (i *OpensInput) normal() *OpensInput {
	if i == nil {
		return nil
	}
	return &OpensInput{Reader: *cleanReader(&i.Reader), At: i.At}
}

// check validates the input. It raises DATA_NOT_VALID.
func (i *OpensInput) check(path string) error {
	if i == nil {
		return nil
	}
	var fields inputs.Fields
	fields.Query(path+".reader", i.Reader, 1, MaxReaderLength)
	return fields.Err()
}
