package mongo

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// minWireVersion is the version of the protocol that MongoDB 5.0 speaks.
const minWireVersion = 13

// ErrStandalone refuses a MongoDB server that has no transactions.
var ErrStandalone = errors.New("the MongoDB server is a standalone server, which has no transactions: make it a replica set " +
	"of one node. Start mongod with --replSet rs0, and run rs.initiate() once in mongosh")

// helloResponse is the response to the command hello.
type helloResponse struct {
	SetName    string `bson:"setName"`
	Message    string `bson:"msg"`
	Writable   bool   `bson:"isWritablePrimary"`
	MaxVersion int    `bson:"maxWireVersion"`
}

// isStandalone reports whether the server is neither a member of a replica set nor a router of a sharded cluster, and so
// has no transactions.
func (r helloResponse) isStandalone() bool { return r.SetName == "" && r.Message != "isdbgrid" }

// checkServer fails unless the server accepts writes, is of a version that is supported, and has transactions: with ErrStandalone
// or ErrConnection.
func (s *Store) checkServer(ctx context.Context) error {
	var response helloResponse
	err := s.database.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&response)
	switch {
	case err != nil:
		return failure("connecting to the store", err)
	case response.isStandalone():
		return ErrStandalone
	case !response.Writable:
		return fmt.Errorf("%w: the server is not the primary of its replica set: leave directConnection out of the connection string", ErrConnection)
	case response.MaxVersion < minWireVersion:
		return fmt.Errorf("%w: the server is too old: MongoDB 5.0 and later are supported", ErrConnection)
	case s.server == nil:
		return nil
	}
	if err := s.checkPrivileges(ctx); err != nil {
		return err
	}
	return s.probeTransactions(ctx)
}

// errProbeEnds ends the transaction of the probe, so that it is aborted.
var errProbeEnds = errors.New("the probe ends")

// probeTransactions fails with ErrConnection unless what a transaction writes is not seen outside of it, and is gone once it is
// aborted. There are engines that accept transactions and do neither.
func (s *Store) probeTransactions(ctx context.Context) error {
	records := s.collection(storeDescriptor)
	probe, err := storeRecord("probe-" + uuid.NewString())
	if err != nil {
		return err
	}
	filter := bson.D{{Key: idField, Value: probe.Lookup(idField)}}
	visible := false
	err = s.runTransaction(ctx, options.Transaction(), func(transaction context.Context) error {
		if err := records.insert(transaction, probe); err != nil {
			return err
		}
		if visible, err = records.exists(ctx, filter); err != nil {
			return err
		}
		return errProbeEnds
	})
	if !errors.Is(err, errProbeEnds) {
		return failure("trying a transaction", err)
	}
	lasts, err := records.exists(ctx, filter)
	if err != nil {
		return failure("trying a transaction", err)
	}
	if !visible && !lasts {
		return nil
	}
	if _, err := records.documents.DeleteOne(ctx, filter); err != nil {
		return failure("removing what the transaction left", err)
	}
	return fmt.Errorf("%w: the server accepts transactions and does not isolate or undo their writes", ErrConnection)
}

func (c companyCollection) exists(ctx context.Context, filter bson.D) (bool, error) {
	err := c.documents.FindOne(ctx, filter).Err()
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, err
}
