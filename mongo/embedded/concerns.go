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

// checkReadConcern takes the levels that one node gives by itself: what it reads is always committed and durable. The
// level snapshot begins a transaction, or makes reads outside of one share a snapshot.
func (c *call) checkReadConcern() error {
	concern, err := c.document("readConcern")
	if err != nil {
		return err
	}
	if err := checkFieldsOf("readConcern", concern, []string{"level", "atClusterTime"}); err != nil {
		return err
	}
	level, at := field(concern, "level"), field(concern, "atClusterTime")
	if at.Type != 0 && (level.Type != bson.TypeString || level.StringValue() != "snapshot") {
		return fail(codeInvalidOptions, "readConcern.atClusterTime needs the level snapshot")
	}
	if level.Type == 0 {
		return nil
	}
	if c.inTransaction() && !c.starts {
		return fail(codeInvalidOptions, "Only the first command in a transaction may specify a readConcern")
	}
	if level.Type != bson.TypeString {
		return mistyped("readConcern.level", level, "string")
	}
	switch level.StringValue() {
	case "local", "majority":
		return nil
	case "snapshot":
		return c.checkSnapshot(at)
	default:
		return fail(codeFailedToParse, "readConcern.level '%s' is not served", level.StringValue())
	}
}

// checkSnapshot takes the level snapshot at the start of a transaction, and in reads outside of one; only there may a
// time name the snapshot.
func (c *call) checkSnapshot(at bson.RawValue) error {
	switch {
	case c.starts && at.Type == 0:
		return nil
	case c.inTransaction() || !c.command.reads:
		return fail(codeInvalidOptions, "the embedded store takes the read concern level snapshot at the start of a transaction, and outside of one in reads")
	case at.Type != 0 && at.Type != bson.TypeTimestamp:
		return mistyped("readConcern.atClusterTime", at, "timestamp")
	}
	c.atSnapshot = true
	if at.Type != 0 {
		c.clusterTime.T, c.clusterTime.I = at.Timestamp()
		if c.clusterTime.IsZero() {
			return fail(codeInvalidOptions, "readConcern.atClusterTime must not be zero")
		}
	}
	return nil
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
	if c.field("writeConcern").Type != 0 && c.inTransaction() && !c.command.concludes {
		return fail(codeInvalidOptions, "writeConcern is not allowed within a multi-statement transaction")
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
