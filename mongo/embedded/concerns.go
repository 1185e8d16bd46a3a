package embedded

import (
	"go.mongodb.org/mongo-driver/v2/bson"
)

// checkReadPreference takes every mode that the one node, which is the primary, satisfies.
func (c *call) checkReadPreference() error {
	preference, err := c.document("$readPreference")
	if err != nil {
		return err
	}
	if err := checkFieldsOf("$readPreference", preference, []string{"mode"}); err != nil {
		return err
	}
	switch mode := field(preference, "mode"); {
	case mode.Type == 0:
		return nil
	case mode.Type != bson.TypeString:
		return mistyped("$readPreference.mode", mode, "string")
	default:
		switch mode.StringValue() {
		case "primary", "primaryPreferred", "secondaryPreferred", "nearest":
			return nil
		case "secondary":
			return fail(codeFailedReadPreference, "the embedded store has no secondary")
		default:
			return fail(codeFailedToParse, "Could not parse $readPreference mode '%s'", mode.StringValue())
		}
	}
}

// checkReadConcern takes the levels that one node gives by itself: what it reads is always committed and durable.
func (c *call) checkReadConcern() error {
	concern, err := c.document("readConcern")
	if err != nil {
		return err
	}
	if err := checkFieldsOf("readConcern", concern, []string{"level"}); err != nil {
		return err
	}
	level := field(concern, "level")
	if level.Type == 0 {
		return nil
	}
	if level.Type != bson.TypeString {
		return mistyped("readConcern.level", level, "string")
	}
	switch level.StringValue() {
	case "local", "majority":
		return nil
	case "snapshot":
		if c.starts {
			return nil
		}
		return fail(codeInvalidOptions, "the embedded store takes the read concern level snapshot at the start of a transaction only")
	default:
		return fail(codeFailedToParse, "readConcern.level '%s' is not served", level.StringValue())
	}
}

// checkWriteConcern takes what is always given: acknowledged, on disk, by every node there is.
func (c *call) checkWriteConcern() error {
	concern, err := c.document("writeConcern")
	if err != nil {
		return err
	}
	if err := checkFieldsOf("writeConcern", concern, []string{"w", "j", "wtimeout"}); err != nil {
		return err
	}
	if w := field(concern, "w"); w.Type == bson.TypeString {
		if w.StringValue() != "majority" {
			return fail(codeBadValue, "the embedded store serves the write concerns 1 and majority, not '%s'", w.StringValue())
		}
	} else if w.Type != 0 {
		if number, err := whole("writeConcern.w", w); err != nil || number != 1 {
			return fail(codeBadValue, "the embedded store serves the write concerns 1 and majority only")
		}
	}
	if j := field(concern, "j"); j.Type != 0 {
		if _, err := truth(j); err != nil {
			return mistyped("writeConcern.j", j, "bool")
		}
	}
	if timeout := field(concern, "wtimeout"); timeout.Type != 0 {
		if _, err := whole("writeConcern.wtimeout", timeout); err != nil {
			return err
		}
	}
	return nil
}
