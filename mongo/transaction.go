package mongo

import (
	"context"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
)

// maxTransactionAttempts is the maximum number of attempts of a transaction that fails because an _id was inserted in the
// meantime.
const maxTransactionAttempts = 10

// transact runs work in a transaction, and retries it if it conflicts with another.
func (s *Store) transact(ctx context.Context, work func(context.Context) error) error {
	session, err := s.client.StartSession()
	if err != nil {
		return failure("starting a transaction", err)
	}
	defer session.EndSession(ctx)
	transactionOptions := options.Transaction().SetReadConcern(readconcern.Snapshot())
	for range maxTransactionAttempts {
		_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) { return true, work(ctx) }, transactionOptions)
		if !driver.IsDuplicateKeyError(err) {
			break
		}
	}
	return err
}
