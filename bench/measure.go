package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded/engine"
)

const (
	companies = 10
	filling   = 450 // bytes that bring a document to about 600
)

func idOf(at int) string { return fmt.Sprintf("thing_%016x", uint64(at)*0x9E3779B97F4A7C15) }

func element(name string, value any) bson.E { return bson.E{Key: name, Value: value} }

// document has about 600 bytes and four index entries.
func document(at int) bson.D {
	return bson.D{
		element("_id", idOf(at)), element("companyId", fmt.Sprint("company_", at%companies)), element("version", 1),
		element("name", fmt.Sprint("name ", at)), element("state", "ACTIVE"), element("number", int64(at)), element("filling", make([]byte, filling)),
	}
}

// audit has two index entries.
func audit(at string) bson.D {
	return bson.D{element("_id", "audit_"+at), element("companyId", "company_1"), element("of", at)}
}

func indexes(ctx context.Context, database *mongo.Database) error {
	for collection, all := range map[string][]string{"things": {"_id", "name", "state", "number"}, "audit": {"_id", "of"}} {
		for _, field := range all {
			keys := bson.D{element("companyId", 1), element(field, 1)}
			if _, err := database.Collection(collection).Indexes().CreateOne(ctx, mongo.IndexModel{Keys: keys}); err != nil {
				return err
			}
		}
	}
	return nil
}

func fill(ctx context.Context, database *mongo.Database, documents int) error {
	if err := indexes(ctx, database); err != nil {
		return err
	}
	const step = 5000
	for from := 0; from < documents; from += step {
		var docs []any
		for at := from; at < min(documents, from+step); at++ {
			docs = append(docs, document(at))
		}
		if _, err := database.Collection("things").InsertMany(ctx, docs); err != nil {
			return err
		}
	}
	return nil
}

// rate runs an operation in several goroutines for a while and returns how many were done in a second.
func rate(span time.Duration, workers int, operation func(worker, at int) error) (float64, error) {
	var done atomic.Int64
	var running sync.WaitGroup
	failed := make([]error, workers)
	start := time.Now()
	for worker := range workers {
		running.Go(func() {
			for at := 0; time.Since(start) < span && failed[worker] == nil; at++ {
				failed[worker] = operation(worker, at)
				done.Add(1)
			}
		})
	}
	running.Wait()
	return float64(done.Load()) / time.Since(start).Seconds(), errors.Join(failed...)
}

// cost returns the CPU seconds of one operation, of all threads.
func cost(count int, operation func(at int) error) (float64, error) {
	before := cpu()
	for at := range count {
		if err := operation(at); err != nil {
			return 0, err
		}
	}
	return (cpu() - before) / float64(count), nil
}

func cpu() float64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

func measureDriver(ctx context.Context, database *mongo.Database, documents int, span time.Duration, found results) (err error) {
	things := database.Collection("things")
	get := func(_, _ int) error {
		_, err := things.FindOne(ctx, bson.D{element("_id", idOf(rand.IntN(documents)))}).Raw()
		return err
	}
	if found["get"], err = rate(span, 1, get); err != nil {
		return err
	}
	if found["cpu: get"], err = cost(20_000, func(at int) error { return get(0, at) }); err != nil {
		return err
	}
	if found["page of 50"], err = rate(span, 1, func(_, _ int) error { return page(ctx, things, documents) }); err != nil {
		return err
	}
	seed := rand.Int64()
	for _, writers := range []int{1, 64} {
		name := fmt.Sprintf("commits, %d writer%s", writers, plural(writers))
		found[name], err = rate(span, writers, func(worker, at int) error {
			return commit(ctx, database, fmt.Sprint(seed, "-", writers, "-", worker, "-", at), documents+at)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func plural(count int) string {
	if count == 1 {
		return ""
	}
	return "s"
}

func page(ctx context.Context, things *mongo.Collection, documents int) error {
	after := idOf(rand.IntN(documents * 8 / 10))
	cursor, err := things.Find(ctx, bson.D{element("companyId", "company_3"), element("_id", bson.D{element("$gt", after)})},
		options.Find().SetSort(bson.D{element("_id", 1)}).SetLimit(50))
	if err != nil {
		return err
	}
	for cursor.Next(ctx) {
		if len(cursor.Current) == 0 {
			return errors.New("an empty document")
		}
	}
	return cursor.Err()
}

// commit is what a mutation does: a document and its audit record in one transaction.
func commit(ctx context.Context, database *mongo.Database, id string, at int) error {
	session, err := database.Client().StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(ctx)
	doc := document(at)
	doc[0].Value = "new_" + id
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		if _, err := database.Collection("things").InsertOne(ctx, doc); err != nil {
			return nil, err
		}
		return database.Collection("audit").InsertOne(ctx, audit(id))
	})
	return err
}

// measureEngine does to the bare engine what the driver's operations come to.
func measureEngine(ctx context.Context, opened engine.Engine, documents int, span time.Duration, found results) error {
	value := make([]byte, 600)
	add := func(batch *engine.Batch, id string) {
		batch.Put("things", []byte(id), value)
		for _, index := range []string{"i1", "i2", "i3", "i4"} {
			batch.Mark(index, []byte("company_1|"+index+id))
		}
	}
	for from := 0; from < documents; from += 5000 {
		batch := &engine.Batch{}
		for at := from; at < min(documents, from+5000); at++ {
			add(batch, idOf(at))
		}
		if err := opened.Commit(ctx, batch); err != nil {
			return err
		}
	}
	get := func(_, _ int) error {
		snapshot, err := opened.Snapshot()
		if err != nil {
			return err
		}
		defer snapshot.Close()
		record, err := snapshot.Get("things", []byte(idOf(rand.IntN(documents))))
		if err == nil && record.Version == 0 {
			err = errors.New("a document is not there")
		}
		return err
	}
	var err error
	if found["engine: get"], err = rate(span, 1, get); err != nil {
		return err
	}
	if found["cpu: engine get"], err = cost(100_000, func(at int) error { return get(0, at) }); err != nil {
		return err
	}
	for _, writers := range []int{1, 64} {
		name := fmt.Sprintf("engine: commits, %d writer%s", writers, plural(writers))
		found[name], err = rate(span, writers, func(worker, at int) error {
			batch := &engine.Batch{}
			id := binary.BigEndian.AppendUint32([]byte(fmt.Sprint("new", writers, worker)), uint32(at))
			add(batch, string(id))
			batch.Put("audit", id, value[:150])
			batch.Mark("a1", id)
			batch.Mark("a2", id)
			return opened.Commit(ctx, batch)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
