package embedded_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

const racers = 64

// together runs a function in many goroutines and returns the errors.
func together(run func(racer int) error) []error {
	failed := make([]error, racers)
	var racing sync.WaitGroup
	for racer := range racers {
		racing.Go(func() { failed[racer] = run(racer) })
	}
	racing.Wait()
	return failed
}

func requireNone(t *testing.T, errs []error) {
	t.Helper()
	for _, err := range errs {
		require.NoError(t, err)
	}
}

func TestEachVersionHasOneWinner(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		const versions = 10
		things := database.Collection("things")
		insert(t, things, d("_id", "a", "version", 0))
		var winners [versions]atomic.Int32
		requireNone(t, together(func(racer int) error {
			for version := range versions {
				result, err := things.ReplaceOne(t.Context(), d("_id", "a", "version", version), d("version", version+1, "by", racer))
				if err != nil {
					return err
				}
				winners[version].Add(int32(result.ModifiedCount))
				for { // until the version is taken
					var doc bson.M
					if err := things.FindOne(t.Context(), d("_id", "a")).Decode(&doc); err != nil {
						return err
					}
					if doc["version"].(int32) > int32(version) {
						break
					}
				}
			}
			return nil
		}))
		for version := range versions {
			require.Equal(t, int32(1), winners[version].Load(), "version %d", version)
		}
	})
}

func TestOneOfManyClaimsIsGranted(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		claims, owners := database.Collection("claims"), database.Collection("owners")
		insert(t, claims, d("_id", "first"))
		insert(t, owners, d("_id", "first"))
		for round := range 5 {
			claim := fmt.Sprint("claim", round)
			var granted atomic.Int32
			requireNone(t, together(func(racer int) error {
				err := inTransaction(t.Context(), database, func(ctx context.Context) error {
					if err := only(claims.InsertOne(ctx, d("_id", claim, "by", racer))); err != nil {
						return err
					}
					return only(owners.InsertOne(ctx, d("_id", fmt.Sprint(claim, racer))))
				})
				if mongo.IsDuplicateKeyError(err) {
					return nil
				}
				granted.Add(1)
				return err
			}))
			require.Equal(t, int32(1), granted.Load())
		}
		require.Len(t, find(t, owners, d()), 6)
	})
}

func inTransaction(ctx context.Context, database *mongo.Database, run func(context.Context) error) error {
	session, err := database.Client().StartSession()
	if err != nil {
		return err
	}
	defer session.EndSession(context.WithoutCancel(ctx))
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) { return nil, run(ctx) })
	return err
}

func TestAConditionalIncrementNeverPassesItsLimit(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		const limit = 100
		counters := database.Collection("counters")
		insert(t, counters, d("_id", "a", "n", 0))
		var counted atomic.Int32
		requireNone(t, together(func(int) error {
			for range 4 {
				result, err := counters.UpdateOne(t.Context(), d("_id", "a", "n", d("$lt", limit)), d("$inc", d("n", 1)))
				if err != nil {
					return err
				}
				counted.Add(int32(result.ModifiedCount))
			}
			return nil
		}))
		require.Equal(t, int32(limit), counted.Load())
		require.Equal(t, int32(limit), number(t, counters, "a"))
	})
}

func TestMoneyIsNeitherMadeNorLost(t *testing.T) {
	eachServer(t, func(t *testing.T, database *mongo.Database) {
		const accounts, total = 10, 1000
		money := database.Collection("money")
		createIndex(t, money, d("owner", 1, "n", 1))
		for at := range accounts {
			insert(t, money, d("_id", at, "owner", "all", "n", total/accounts))
		}
		stop := make(chan struct{})
		var readers sync.WaitGroup
		for range 2 {
			readers.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
						checkTotal(t, database, total)
					}
				}
			})
		}
		requireNone(t, together(func(racer int) error {
			random := rand.New(rand.NewPCG(1, uint64(racer)))
			for range 5 {
				from, to, amount := random.IntN(accounts), random.IntN(accounts), 1+random.IntN(30)
				if from == to {
					continue
				}
				if err := transfer(t.Context(), database, from, to, amount); err != nil {
					return err
				}
			}
			return nil
		}))
		close(stop)
		readers.Wait()
		checkTotal(t, database, total)
	})
}

func transfer(ctx context.Context, database *mongo.Database, from, to, amount int) error {
	money := database.Collection("money")
	return inTransaction(ctx, database, func(ctx context.Context) error {
		taken, err := money.UpdateOne(ctx, d("_id", from, "n", d("$gte", amount)), d("$inc", d("n", -amount)))
		if err != nil || taken.ModifiedCount == 0 {
			return err
		}
		return only(money.UpdateOne(ctx, d("_id", to), d("$inc", d("n", amount))))
	})
}

// checkTotal adds the accounts up twice in one transaction: by the documents and by the index.
func checkTotal(t *testing.T, database *mongo.Database, total int) {
	money := database.Collection("money")
	err := inTransaction(t.Context(), database, func(ctx context.Context) error {
		for _, filter := range []bson.D{d(), d("owner", "all", "n", d("$gte", 0))} {
			cursor, err := money.Find(ctx, filter)
			if err != nil {
				return err
			}
			var docs []struct{ N int }
			if err := cursor.All(ctx, &docs); err != nil {
				return err
			}
			sum := 0
			for _, doc := range docs {
				sum += doc.N
			}
			if sum != total {
				t.Errorf("the accounts hold %d, not %d", sum, total)
			}
		}
		return nil
	})
	if err != nil {
		t.Errorf("reading the accounts: %v", err)
	}
}

func TestDocumentsOfOneCollectionAreWrittenByManyAtOnce(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("kind", 1, "_id", 1))
	requireNone(t, together(func(racer int) error {
		for at := range 10 {
			id := fmt.Sprintf("%d-%d", racer, at)
			if err := only(things.InsertOne(t.Context(), d("_id", id, "kind", at))); err != nil {
				return err
			}
			if err := only(things.UpdateOne(t.Context(), d("_id", id), d("$set", d("kind", bson.A{at, "more"})))); err != nil {
				return err
			}
			if at%2 == 0 {
				if err := only(things.DeleteOne(t.Context(), d("_id", id))); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	require.Len(t, find(t, things, d("kind", "more")), racers*5)
	require.NoError(t, verified(t.Context(), opened.store))
}
