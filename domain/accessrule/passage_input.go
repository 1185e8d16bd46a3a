package accessrule

import "accessgraph/domain/inputs"

// PassageIdentifierInput names the identifier at a reader. Exactly one of its fields is set.
type PassageIdentifierInput struct {
	IdentifierID *string
	Number       *IdentifierNumberInput
}

// RecordPassageInput is the input of recordPassage.
type RecordPassageInput struct {
	Reader     string
	Identifier PassageIdentifierInput
}

// readReader returns the text of a reader in the form in which readers are stored. It raises DATA_NOT_VALID.
func readReader(path, raw string) (string, error) {
	var fields inputs.Fields
	reader := fields.Query(path, raw, 1, MaxReaderLength)
	return reader, fields.Err()
}
