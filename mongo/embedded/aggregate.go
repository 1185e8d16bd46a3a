package embedded

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
)

// aggregate counts documents.
func (c *call) aggregate() error {
	if !c.has("cursor") {
		return failure.New(failure.FailedToParse, "The 'cursor' option is required")
	}
	match, limit, err := parseCounting(c.documents("pipeline"))
	if err != nil {
		return err
	}
	sought, err := query.Parse(match, bson.RawValue{}, c.field("hint"))
	if err != nil {
		return err
	}
	total := 0
	err = c.read(func(reader engine.Reader, target *query.Collection) error {
		plan, err := sought.Plan(target)
		if err != nil {
			return err
		}
		for _, err := range plan.Find(c.context, reader, &query.Position{}) {
			if err != nil {
				return err
			}
			if total++; total == limit {
				break
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.beginCursor("firstBatch")
	if total > 0 {
		c.reply.Document("0")
		c.reply.Int32("_id", 1)
		c.reply.Int32("n", total)
		c.reply.End()
	}
	c.endCursor(0)
	return nil
}

// parseCounting reads the stages of a count; without a limit that is 0.
func parseCounting(stages []bson.Raw) (match bson.RawValue, limit int, err error) {
	shapes := pipeline
	if len(stages) == 2 {
		shapes = slices.Delete(slices.Clone(pipeline), 1, 2)
	}
	if len(stages) != len(shapes) {
		return match, 0, failure.Unserved("a pipeline other than $match, perhaps $limit, and $group")
	}
	for at, stage := range stages {
		var operand [1]bson.RawValue
		if err := shapes[at].read(stage, operand[:]); err != nil {
			return match, 0, err
		}
	}
	number, _ := document.Whole(document.Field(stages[1], "$limit"))
	return document.Field(stages[0], "$match"), int(number), nil
}
