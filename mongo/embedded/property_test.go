package embedded_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"pgregory.net/rapid"

	"accessgraph/mongo/storetest"
)

// The store and the model are given the same random commands, in and out of up to three transactions at a time. Each
// run is up to 200 steps; -rapid.checks says how many runs there are.
const stepsPerRun = 200

func TestTheStoreIsLikeTheModel(t *testing.T) {
	opened := openStore(t, storetest.Folder(t), limitsOfTests())
	connection := dialWire(t, opened.store)
	runs, steps := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		run := &comparison{
			wire: connection, collection: fmt.Sprintf("run%d", runs),
			history: &history{committed: model{}, written: map[any]int{}, versions: map[any]int{}},
			open:    map[int]*pending{},
			numbers: int64(runs) << 20, // the sessions are the same in every run
		}
		run.createIndexes(t)
		for range rapid.IntRange(1, stepsPerRun).Draw(t, "steps") {
			run.step(t)
			steps++
		}
	})
	require.NoError(t, verified(t.Context(), opened.store))
	t.Logf("%d steps in %d runs", steps, runs)
}

type comparison struct {
	wire       *wire
	collection string
	indexes    []bson.D
	history    *history
	open       map[int]*pending // transactions by slot
	numbers    int64
	numberOf   [3]int64
	started    [3]bool
}

func (c *comparison) createIndexes(t *rapid.T) {
	pool := []bson.D{d("a", 1), d("a", 1, "_id", 1), d("b", 1, "_id", 1), d("b", 1, "a", 1), d("l.h", 1, "b", 1), d("l.g", 1, "c", 1), d("b", 1, "l.h", 1, "_id", 1), d("a", 1, "b", 1, "c", 1)}
	for at := range pool {
		if rapid.Bool().Draw(t, "index") {
			c.indexes = append(c.indexes, pool[at])
			c.history.exists = true
			c.must(t, d("createIndexes", c.collection, "indexes", bson.A{d("key", pool[at], "name", fmt.Sprint(at))}))
		}
	}
}

func (c *comparison) must(t *rapid.T, command bson.D) bson.M {
	answer, err := c.wire.run(t, command)
	require.NoError(t, err, "%v", command)
	return answer
}

// ids are few, so that operations meet.
func drawID(t *rapid.T) any { return rapid.Int32Range(0, 12).Draw(t, "id") }

func drawScalar(t *rapid.T) any {
	return rapid.SampledFrom([]any{nil, int32(0), int32(1), int64(1), int32(2), int64(-2), "", "x", "y", true, false, int64(math.MaxInt64)}).Draw(t, "scalar")
}

func drawFew(t *rapid.T) any { return rapid.SampledFrom([]any{nil, int32(0), int32(1)}).Draw(t, "few") }

func drawValue(t *rapid.T) any {
	if rapid.IntRange(0, 5).Draw(t, "list") > 0 {
		return drawScalar(t)
	}
	list := bson.A{}
	for range rapid.IntRange(0, 3).Draw(t, "length") {
		list = append(list, drawScalar(t))
	}
	return list
}

func drawBelow(t *rapid.T) any {
	one := func() any {
		if rapid.Bool().Draw(t, "empty") {
			return d("other", int32(1))
		}
		return d("h", drawFew(t), "g", drawFew(t))
	}
	if rapid.Bool().Draw(t, "single") {
		return one()
	}
	list := bson.A{}
	for range rapid.IntRange(0, 3).Draw(t, "length") {
		list = append(list, one())
	}
	return list
}

// drawDocument has at most one array: two cannot be indexed together.
func drawDocument(t *rapid.T) bson.D {
	doc := bson.D{}
	if rapid.Bool().Draw(t, "with l") {
		doc = append(doc, bson.E{Key: "l", Value: drawBelow(t)})
	}
	for _, name := range []string{"a", "b", "c"} {
		if rapid.IntRange(0, 3).Draw(t, "with "+name) > 0 {
			value := drawValue(t)
			if hasArray(doc) && rank(value) == 4 {
				value = drawScalar(t)
			}
			doc = append(doc, bson.E{Key: name, Value: value})
		}
	}
	return doc
}

func drawPredicate(t *rapid.T) predicate {
	path := rapid.SampledFrom([]string{"_id", "_id", "a", "a", "b", "b", "c", "l.h", "l.g"}).Draw(t, "path")
	value := func() any {
		if path == "_id" {
			return drawID(t)
		}
		return drawScalar(t)
	}
	operator := rapid.SampledFrom([]string{"", "", "", "$in", "$gt", "$gte", "$lt", "$lte"}).Draw(t, "operator")
	switch operator {
	case "$in":
		list := bson.A{}
		for range rapid.IntRange(0, 4).Draw(t, "in") {
			list = append(list, value())
		}
		return predicate{path, operator, list}
	default:
		return predicate{path, operator, value()}
	}
}

func drawFilter(t *rapid.T) []predicate {
	if rapid.IntRange(0, 9).Draw(t, "pair") == 0 { // two conditions that different elements of an array may satisfy
		return []predicate{{"l.h", "", drawFew(t)}, {"l.g", "", drawFew(t)}}
	}
	return rapid.SliceOfN(rapid.Custom(drawPredicate), 0, 3).Draw(t, "filter")
}

// asDocument writes a filter. A field may be in it twice.
func asDocument(filter []predicate) bson.D {
	doc := bson.D{}
	for _, next := range filter {
		doc = append(doc, next.element())
	}
	return doc
}

func drawChange(t *rapid.T) change {
	if rapid.Bool().Draw(t, "replace") {
		return change{replacement: drawDocument(t)}
	}
	name := func() string { return rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "field") }
	switch rapid.IntRange(0, 4).Draw(t, "operator") {
	case 0:
		return change{operators: d("$inc", d(name(), rapid.SampledFrom([]any{int32(1), int64(1)}).Draw(t, "by")))}
	case 1:
		return change{operators: d("$max", d(name(), drawScalar(t)))}
	case 2:
		return change{operators: d("$unset", d(name(), ""))}
	case 3:
		return change{operators: d("$set", d("b", drawScalar(t), "a", drawScalar(t)))}
	default:
		return change{operators: d("$set", d("c", drawValue(t)), "$unset", d("a", "", "l", ""), "$inc", d("b", int32(1)))}
	}
}

// step draws what to do next, and in which of the transactions, or in none.
func (c *comparison) step(t *rapid.T) {
	slot := rapid.IntRange(-2, 2).Draw(t, "slot")
	switch rapid.IntRange(0, 9).Draw(t, "step") {
	case 0, 1:
		c.insert(t, slot)
	case 2, 3:
		c.update(t, slot)
	case 4:
		c.remove(t, slot)
	case 5:
		c.conclude(t, slot)
	default:
		c.find(t, slot)
	}
}

// in returns what a step sees and where it writes; a step outside of the transactions is one of its own.
func (c *comparison) in(slot int) *pending {
	if slot < 0 {
		return c.history.begin()
	}
	if c.open[slot] == nil {
		c.open[slot] = c.history.begin()
		c.numbers++
		c.numberOf[slot], c.started[slot] = c.numbers, false
	}
	return c.open[slot]
}

// run sends a command of a step.
func (c *comparison) run(t *rapid.T, slot int, command bson.D) (bson.M, error) {
	if slot >= 0 {
		command = append(command, d("lsid", d("id", bson.Binary{Subtype: 4, Data: slices.Repeat([]byte{byte(slot)}, 16)}), "txnNumber", c.numberOf[slot], "autocommit", false)...)
		if !c.started[slot] {
			command = append(command, bson.E{Key: "startTransaction", Value: true})
			c.started[slot] = true
		}
	}
	return c.wire.run(t, command)
}

func codeOf(err error) int {
	var refused mongo.CommandError
	if errors.As(err, &refused) {
		return int(refused.Code)
	}
	return 0
}

// settle takes a step's changes over; a step in a transaction that failed ends it.
func (c *comparison) settle(t *rapid.T, slot int, in *pending, err error) {
	switch {
	case err != nil && slot >= 0:
		if codeOf(err) == 112 {
			require.Greater(t, c.history.commits, in.at, "a conflict, although nothing was committed since")
		}
		delete(c.open, slot)
	case err == nil && slot < 0:
		require.False(t, c.history.conflicts(in))
		c.history.commit(in)
	}
}
