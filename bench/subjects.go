package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/engine"
)

const (
	companies = 10
	filling   = 450 // bytes that bring a document to about 600
	step      = 5000
)

// subject is a store that is measured.
type subject interface {
	get(ctx context.Context, worker int) error
	// ping does nothing, in the way that a get does something.
	ping(ctx context.Context, worker int) error
	page(ctx context.Context, worker int) error
	// commit writes one document with four index entries and its audit record with two.
	commit(ctx context.Context, worker int) error
	// warm reads everything once, as a process that has run for a while has done.
	warm(ctx context.Context) error
	close(ctx context.Context) error
}

// idOf ascends, as the IDs of Accessgraph do.
func idOf(at int) string { return fmt.Sprintf("thing_%032x", at) }

func element(name string, value any) bson.E { return bson.E{Key: name, Value: value} }

func companyOf(at int) string { return fmt.Sprintf("company_%032x", at%companies) }

// scattered is a field's value that comes in no order.
func scattered(at int) string { return fmt.Sprintf("%016x", uint64(at)*0x9E3779B97F4A7C15) }

func document(at int) bson.D {
	return bson.D{
		element("_id", idOf(at)), element("companyId", companyOf(at)), element("version", 1), element("name", scattered(at)),
		element("state", "ACTIVE"), element("number", scattered(at+1)), element("filling", make([]byte, filling)),
	}
}

// driver is the embedded store as Accessgraph uses it.
type driver struct {
	store         *embedded.Store
	database      *mongo.Database
	things, audit *mongo.Collection
	documents     int
	added         atomic.Int64
	opening       time.Duration
	heap          float64
}

func (d *driver) fill(ctx context.Context) error {
	for collection, all := range map[*mongo.Collection][]string{d.things: {"_id", "name", "state", "number"}, d.audit: {"_id", "of"}} {
		for _, field := range all {
			keys := bson.D{element("companyId", 1), element(field, 1)}
			if _, err := collection.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: keys}); err != nil {
				return err
			}
		}
	}
	for from := 0; from < d.documents; from += step {
		var docs []any
		for at := from; at < min(d.documents, from+step); at++ {
			docs = append(docs, document(at))
		}
		if _, err := d.things.InsertMany(ctx, docs); err != nil {
			return err
		}
	}
	return nil
}

func (d *driver) get(ctx context.Context, _ int) error {
	_, err := d.things.FindOne(ctx, bson.D{element("_id", idOf(rand.IntN(d.documents)))}).Raw()
	return err
}

func (d *driver) ping(ctx context.Context, _ int) error {
	return d.database.RunCommand(ctx, bson.D{element("ping", 1)}).Err()
}

func (d *driver) page(ctx context.Context, _ int) error {
	after := rand.IntN(d.documents - 50*companies)
	cursor, err := d.things.Find(ctx, bson.D{element("companyId", companyOf(3)), element("_id", bson.D{element("$gt", idOf(after))})},
		options.Find().SetSort(bson.D{element("_id", 1)}).SetLimit(50))
	if err != nil {
		return err
	}
	count := 0
	for ; cursor.Next(ctx); count++ {
		if len(cursor.Current) == 0 {
			return errors.New("an empty document")
		}
	}
	if count != 50 {
		return fmt.Errorf("a page of %d documents", count)
	}
	return cursor.Err()
}

func (d *driver) commit(ctx context.Context, _ int) error {
	session, err := d.database.Client().StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(ctx)
	at := d.documents + int(d.added.Add(1))
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		if _, err := d.things.InsertOne(ctx, document(at)); err != nil {
			return nil, err
		}
		return d.audit.InsertOne(ctx, bson.D{element("_id", idOf(at)), element("companyId", companyOf(at)), element("of", idOf(at))})
	})
	return err
}

func (d *driver) warm(ctx context.Context) error {
	for company := range companies {
		if _, err := d.things.CountDocuments(ctx, bson.D{element("companyId", companyOf(company))}); err != nil {
			return err
		}
	}
	return nil
}

func (d *driver) close(ctx context.Context) error {
	return errors.Join(d.database.Client().Disconnect(ctx), d.store.Close())
}

// bare is the engine alone, given the keys and values that the driver's operations come to.
type bare struct {
	engine    engine.Engine
	documents int
	added     atomic.Int64
}

func (b *bare) add(batch *engine.Batch, at int) {
	id, company := idOf(at), companyOf(at)
	batch.Expect("things", []byte(id), 0)
	batch.Put("things", []byte(id), make([]byte, 600))
	for space, value := range map[string]string{"id": id, "name": scattered(at) + id, "state": "ACTIVE" + id, "number": scattered(at+1) + id} {
		batch.Mark(space, []byte(company+value))
	}
}

func (b *bare) fill(ctx context.Context) error {
	for from := 0; from < b.documents; from += step {
		batch := &engine.Batch{}
		for at := from; at < min(b.documents, from+step); at++ {
			b.add(batch, at)
		}
		if err := b.engine.Commit(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

func (b *bare) get(_ context.Context, _ int) error {
	snapshot, err := b.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	return found(snapshot, []byte(idOf(rand.IntN(b.documents))))
}

func (b *bare) ping(context.Context, int) error { return nil }

func found(snapshot engine.Snapshot, key []byte) error {
	record, err := snapshot.Get("things", key)
	if err == nil && record.Version == 0 {
		err = errors.New("a document is not there")
	}
	return err
}

func (b *bare) page(_ context.Context, _ int) error {
	snapshot, err := b.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	company := companyOf(3)
	count := 0
	low := []byte(company + idOf(rand.IntN(b.documents-50*companies)))
	for entry, err := range snapshot.Scan("id", engine.Range{Low: low}, false) {
		if err == nil {
			err = found(snapshot, entry.Key[len(company):])
		}
		if err != nil {
			return err
		}
		if count++; count == 50 {
			break
		}
	}
	return nil
}

func (b *bare) commit(ctx context.Context, _ int) error {
	at := b.documents + int(b.added.Add(1))
	batch := &engine.Batch{}
	b.add(batch, at)
	id, company := idOf(at), companyOf(at)
	batch.Put("audit", []byte(id), make([]byte, 150))
	batch.Mark("audit id", []byte(company+id))
	batch.Mark("audit of", []byte(company+id+id))
	return b.engine.Commit(ctx, batch)
}

func (b *bare) warm(context.Context) error {
	snapshot, err := b.engine.Snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	for _, space := range []string{"things", "id", "name", "state", "number"} {
		for _, err := range snapshot.Scan(space, engine.Range{}, false) {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *bare) close(context.Context) error { return b.engine.Close() }
