package embedded

import (
	"math"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// counting is the one pipeline that is served: how many documents match.
type counting struct {
	query query
	limit int
	id    bson.RawValue // of the one group
}

// aggregate counts documents.
func (c *call) aggregate() error {
	pipeline, err := c.documents("pipeline")
	if err != nil {
		return err
	}
	options := c.field("cursor")
	if options.Type != bson.TypeEmbeddedDocument {
		return fail(codeFailedToParse, "The 'cursor' option is required")
	}
	if err := checkFieldsOf("aggregate.cursor", options.Value, nil); err != nil {
		return err
	}
	wanted, err := parseCounting(pipeline, c.field("hint"))
	if err != nil {
		return err
	}
	total, err := c.total(wanted)
	if err != nil {
		return err
	}
	c.reply.document("cursor")
	c.reply.array("firstBatch")
	if total > 0 {
		c.reply.document("0")
		c.reply.value("_id", wanted.id)
		c.reply.int32("n", total)
		c.reply.end()
	}
	c.reply.end()
	c.reply.int64("id", 0)
	c.reply.text("ns", c.namespace)
	c.tellTime()
	c.reply.end()
	return nil
}

func (c *call) total(wanted *counting) (int, error) {
	reader, done, err := c.reader()
	if err != nil {
		return 0, err
	}
	defer done()
	target, err := c.store.catalog.load(reader, c.namespace)
	if err != nil {
		return 0, err
	}
	chosen, err := wanted.query.plan(target)
	if err != nil {
		return 0, err
	}
	total := 0
	for found, err := range chosen.candidates(c.context, reader, &position{}) {
		if err != nil {
			return 0, err
		}
		if !chosen.filter.matches(found.raw) {
			continue
		}
		if total++; total == wanted.limit {
			break
		}
	}
	return total, nil
}

// parseCounting takes the stages $match, then perhaps $limit, then $group with {_id: constant, n: {$sum: 1}}.
func parseCounting(pipeline []bson.Raw, hint bson.RawValue) (*counting, error) {
	wanted := &counting{}
	next := 0
	for _, stage := range pipeline {
		name, operand, err := onlyField(stage)
		if err != nil {
			return nil, err
		}
		at := slices.Index(pipelineStages, name)
		if at < 0 {
			return nil, fail(codeUnrecognizedStage, "Unrecognized pipeline stage name: '%s'", name)
		}
		if at < next {
			return nil, fail(codeNotImplemented, "the embedded store serves the stages %v once each and in this order", pipelineStages)
		}
		next = at + 1
		switch name {
		case "$match":
			wanted.query, err = parseQuery(operand, bson.RawValue{}, hint)
		case "$limit":
			wanted.limit, err = parseLimit(operand)
		default:
			err = wanted.parseGroup(operand)
		}
		if err != nil {
			return nil, err
		}
	}
	if next != len(pipelineStages) {
		return nil, fail(codeNotImplemented, "the embedded store serves no pipeline without $group")
	}
	wanted.query.hint = hint
	return wanted, nil
}

func onlyField(stage bson.Raw) (name string, value bson.RawValue, err error) {
	count := 0
	for key, operand := range elements(stage) {
		name, value, count = string(key), operand, count+1
	}
	if count != 1 {
		return "", value, fail(40323, "A pipeline stage specification object must contain exactly one field.")
	}
	return name, value, nil
}

func parseLimit(operand bson.RawValue) (int, error) {
	limit, err := whole("$limit", operand)
	if err != nil {
		return 0, err
	}
	if limit <= 0 || limit > math.MaxInt32 {
		return 0, fail(15958, "the limit must be positive")
	}
	return int(limit), nil
}

func (w *counting) parseGroup(operand bson.RawValue) error {
	if operand.Type != bson.TypeEmbeddedDocument {
		return fail(15947, "a group's fields must be specified in an object")
	}
	summed := false
	for key, value := range elements(operand.Value) {
		switch {
		case string(key) == "_id" && (isNumber(value) || value.Type == bson.TypeNull):
			w.id = value
		case string(key) == "n" && isCount(value):
			summed = true
		default:
			return fail(codeNotImplemented, "the embedded store serves $group with {_id: 1, n: {$sum: 1}} only, not with '%s'", key)
		}
	}
	if w.id.Type == 0 || !summed {
		return fail(codeNotImplemented, "the embedded store serves $group with {_id: 1, n: {$sum: 1}} only")
	}
	return nil
}

// isCount says that an accumulator adds one for each document: an int32, whose type the count then has.
func isCount(value bson.RawValue) bool {
	if value.Type != bson.TypeEmbeddedDocument {
		return false
	}
	name, operand, err := onlyField(bson.Raw(value.Value))
	one, ok := operand.Int32OK()
	return err == nil && name == "$sum" && ok && one == 1
}
