package embedded

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
)

// checkReadPreference takes every mode that the one node, which is the primary, satisfies.
func (c *call) checkReadPreference() error {
	preference, err := c.document("$readPreference", "mode")
	if err != nil {
		return err
	}
	switch mode, err := optional(preference, "mode"); {
	case err != nil:
		return err
	case mode == "secondary":
		return failure.New(failure.UnsatisfiedReadPreference, "the embedded store has no secondary")
	case !isOneOf(mode, "", "primary", "primaryPreferred", "secondaryPreferred", "nearest"):
		return failure.New(failure.FailedToParse, "Could not parse $readPreference mode '%s'", mode)
	}
	return nil
}

// checkReadConcern takes the levels that one node gives by itself: what it reads is always committed and durable. The
// level snapshot begins a transaction.
func (c *call) checkReadConcern() error {
	concern, err := c.document("readConcern", "level")
	if err != nil {
		return err
	}
	switch level, err := optional(concern, "level"); {
	case err != nil:
		return err
	case level != "" && c.inTransaction() && !c.starts():
		return failure.New(failure.InvalidOptions, "Only the first command in a transaction may specify a readConcern")
	case level == "snapshot" && !c.starts():
		return failure.New(failure.InvalidOptions, "the embedded store takes the read concern level snapshot at the start of a transaction only")
	case !isOneOf(level, "", "local", "majority", "snapshot"):
		return failure.New(failure.FailedToParse, "readConcern.level '%s' is not served", level)
	}
	return nil
}

// checkWriteConcern takes what is always given: acknowledged, on disk, by every node there is.
func (c *call) checkWriteConcern() error {
	concern, err := c.document("writeConcern", "w", "j", "wtimeout")
	if err != nil {
		return err
	}
	if len(concern) > 0 && c.inTransaction() && !c.command.concludes {
		return failure.New(failure.InvalidOptions, "writeConcern is not allowed within a multi-statement transaction")
	}
	for name, value := range document.Elements(concern) {
		switch string(name) {
		case "w":
			number, ok := document.Whole(value)
			if text, _ := value.StringValueOK(); text != "majority" && (!ok || number != 1) {
				return failure.New(failure.BadValue, "the embedded store serves the write concerns 1 and majority only")
			}
		case "j":
			if _, ok := document.Truth(value); !ok {
				return failure.Mistyped("writeConcern.j", value, "bool")
			}
		default:
			if _, ok := document.Whole(value); !ok {
				return failure.Mistyped("writeConcern.wtimeout", value, "long")
			}
		}
	}
	return nil
}

// optional returns a string in a document; it is empty when it is missing.
func optional(doc bson.Raw, name string) (string, error) {
	value := document.Field(doc, name)
	if text, ok := value.StringValueOK(); ok || value.Type == 0 {
		return text, nil
	}
	return "", failure.Mistyped(name, value, "string")
}

func isOneOf(text string, several ...string) bool { return document.Contains(several, []byte(text)) }
