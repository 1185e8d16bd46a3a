package embedded

import (
	"math"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

// counting is the one pipeline that is served: how many documents match.
type counting struct {
	match bson.RawValue
	limit int
	id    bson.RawValue // of the one group
}

// aggregate counts documents.
func (c *call) aggregate() error {
	pipeline, err := c.documents("pipeline")
	if err != nil {
		return err
	}
	if c.field("cursor").Type != bson.TypeEmbeddedDocument {
		return failure.New(failure.FailedToParse, "The 'cursor' option is required")
	}
	if err := document.CheckFields("aggregate.cursor", c.field("cursor").Value); err != nil {
		return err
	}
	parsed, err := parseCounting(pipeline)
	if err != nil {
		return err
	}
	total, err := c.total(parsed)
	if err != nil {
		return err
	}
	c.reply.Document("cursor")
	c.reply.Array("firstBatch")
	if total > 0 {
		c.reply.Document("0")
		c.reply.Value("_id", parsed.id)
		c.reply.Int32("n", total)
		c.reply.End()
	}
	c.reply.End()
	c.endCursor(0)
	return nil
}

func (c *call) total(of counting) (total int, err error) {
	sought, err := query.Parse(of.match, bson.RawValue{}, c.field("hint"))
	if err != nil {
		return 0, err
	}
	err = c.read(func(reader engine.Reader, target *query.Collection) error {
		plan, err := sought.Plan(target)
		if err != nil {
			return err
		}
		for _, err := range plan.Find(c.context, reader, &query.Position{}) {
			if err != nil {
				return err
			}
			if total++; total == of.limit {
				break
			}
		}
		return nil
	})
	return total, err
}

// parseCounting takes the stages $match, then perhaps $limit, then $group with {_id: constant, n: {$sum: 1}}.
func parseCounting(pipeline []bson.Raw) (parsed counting, err error) {
	next := 0
	for _, stage := range pipeline {
		name := document.FirstName(stage)
		operand := document.Field(stage, name)
		at := slices.Index(pipelineStages, name)
		switch {
		case !isOnly(stage, operand):
			return parsed, failure.New(failure.InvalidStage, "A pipeline stage specification object must contain exactly one field.")
		case at < 0:
			return parsed, failure.New(failure.UnrecognizedStage, "Unrecognized pipeline stage name: '%s'", name)
		case at < next:
			return parsed, failure.New(failure.NotImplemented, "the embedded store serves the stages %v once each and in this order", pipelineStages)
		}
		next = at + 1
		switch name {
		case "$match":
			parsed.match = operand
		case "$limit":
			parsed.limit, err = parseLimit(operand)
		default:
			parsed.id, err = parseGroup(operand)
		}
		if err != nil {
			return parsed, err
		}
	}
	if next != len(pipelineStages) {
		return parsed, failure.New(failure.NotImplemented, "the embedded store serves no pipeline without $group")
	}
	return parsed, nil
}

// isOnly reports whether a value is that of the only field of a document.
func isOnly(doc bson.Raw, value bson.RawValue) bool {
	count := 0
	for range document.Elements(doc) {
		count++
	}
	return count == 1 && value.Type != 0
}

func parseLimit(operand bson.RawValue) (int, error) {
	limit, ok := document.Whole(operand)
	if !ok || limit <= 0 || limit > math.MaxInt32 {
		return 0, failure.New(failure.InvalidLimit, "the limit must be positive")
	}
	return int(limit), nil
}

// parseGroup returns the constant _id of a group that counts: an int32, whose type the count then has.
func parseGroup(operand bson.RawValue) (id bson.RawValue, err error) {
	if operand.Type != bson.TypeEmbeddedDocument {
		return id, failure.New(failure.InvalidGroup, "a group's fields must be specified in an object")
	}
	id = document.Field(operand.Value, "_id")
	counter := document.Field(operand.Value, "n")
	one, isInt := document.Field(counter.Value, "$sum").Int32OK()
	hasNoOther := document.CheckFields("$group", operand.Value, "_id", "n") == nil
	_, isConstant := document.Whole(id)
	isSum := counter.Type == bson.TypeEmbeddedDocument && isOnly(counter.Value, document.Field(counter.Value, "$sum")) && isInt && one == 1
	if !hasNoOther || !isConstant || !isSum {
		return id, failure.New(failure.NotImplemented, "the embedded store serves $group with {_id: 1, n: {$sum: 1}} only")
	}
	return id, nil
}
