package mongo

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"accessgraph/domain/commit"
)

// batchSize is the most documents that are inspected at a time, at one moment of the store.
const batchSize = 200

// inspection goes through the whole store, a batch at a time, and compares what depends on each other: documents with
// their form, claims, counters and references with documents. A batch is read at one moment, so that the store may be used
// meanwhile: what is compared was written by one commit. With repair the batch is a transaction, which also writes.
type inspection struct {
	store *Store
	// repair has everything made anew that follows from documents.
	repair bool
	// references has the references compared, too.
	checkReferences bool
	// report is told of each problem, and whether it is mended by now.
	onProblem func(problem Problem, repaired bool)
	// inspected is told how many documents of a collection have been inspected so far; last is set at its end.
	onProgress func(collection string, documents int, last bool)
	// reached, unless nil, records within a batch's transaction how far the inspection has come with it.
	saveCheckpoint func(ctx context.Context, at checkpoint) error
	// companies are those that exist for certain.
	companies map[string]bool
}

// position is how far an inspection has come.
type checkpoint struct {
	// Pass is the index of the pass.
	Pass int `bson:"pass"`
	// After is the _id of the last document that was inspected in the pass; empty at its beginning.
	After string `bson:"after"`
	// Inspected is the number of documents before that.
	Inspected int `bson:"inspected"`
	// Unsettled is the number of problems so far that were not repaired.
	Unsettled int `bson:"unsettled"`
}

// pass is what is done with each batch of one collection.
type pass struct {
	model   model
	inspect func(*batch, context.Context) error
	// again is set for a further pass over a collection.
	repeated bool
}

// passes lists the passes in their order: documents and what each of them holds; once all documents are in their form, the
// numbers of those who share documents, counters and shared documents that are missing, and with repair creators; then claims
// and counters that belong to nothing.
func passes(repair bool) []pass {
	var documents, shared, counted, rest []pass
	for _, next := range models() {
		switch next.table.name {
		case claimsTable().name:
			rest = append(rest, pass{model: next, inspect: (*batch).inspectClaims})
		case countersTable().name:
			rest = append(rest, pass{model: next, inspect: (*batch).inspectCounters})
		default:
			documents = append(documents, pass{model: next, inspect: (*batch).inspectDocuments})
			if _, sharer := next.empty().(commit.Sharer); sharer {
				counted = append(counted, pass{next, (*batch).inspectShares, true})
			}
			if _, isShared := next.empty().(commit.Shared); isShared {
				shared = append(shared, pass{next, (*batch).inspectSharers, true})
			}
			if _, tallied := next.empty().(commit.Tallied); tallied {
				counted = append(counted, pass{next, (*batch).inspectTallies, true})
			}
		}
	}
	if records, ok := descriptorOf(auditRecordsTable().name); ok && repair {
		counted = append(counted, pass{records, (*batch).inspectCreators, true})
	}
	return slices.Concat(documents, shared, counted, rest)
}

// run inspects the store from a position on, and returns how many problems there are that were not repaired.
func (i *inspection) run(ctx context.Context, at checkpoint) (unsettled int, err error) {
	i.companies = map[string]bool{}
	for all := passes(i.repair); at.Pass < len(all); {
		next := all[at.Pass]
		documents, last, err := i.inspectBatch(ctx, next, &at)
		if err != nil {
			return at.Unsettled, fmt.Errorf("inspecting %s: %w", next.model.table.name, err)
		}
		if !next.repeated {
			i.onProgress(next.model.table.name, documents, last)
		}
	}
	return at.Unsettled, nil
}

// step inspects the next batch of a pass, and moves the position behind it: after the last one, to the next pass. It
// returns how many documents of the collection have been inspected.
func (i *inspection) inspectBatch(ctx context.Context, next pass, at *checkpoint) (documents int, last bool, err error) {
	var done *batch
	var reached checkpoint
	err = i.inSnapshot(ctx, func(ctx context.Context) error {
		raws, err := i.store.unscoped(next.model.table.name).after(ctx, at.After, batchSize)
		if err != nil {
			return err
		}
		done = &batch{inspection: i, model: next.model, raws: raws}
		if err := next.inspect(done, ctx); err != nil {
			return err
		}
		documents, last = at.Inspected+len(raws), len(raws) < batchSize
		reached = checkpoint{Pass: at.Pass + 1, Unsettled: at.Unsettled + done.unsettledCount()}
		if !last {
			reached.Pass, reached.Inspected = at.Pass, documents
			reached.After, _ = raws[len(raws)-1].Lookup(idField).StringValueOK()
		}
		if i.saveCheckpoint == nil {
			return nil
		}
		return i.saveCheckpoint(ctx, reached)
	})
	if err != nil {
		return 0, false, err
	}
	for _, each := range done.problems {
		i.onProblem(each.Problem, each.repaired)
	}
	*at = reached
	return documents, last, nil
}

// atOneMoment reads in a snapshot, or with repair in a transaction.
func (i *inspection) inSnapshot(ctx context.Context, work func(context.Context) error) error {
	if !i.repair {
		session, err := i.store.client.StartSession(options.Session().SetSnapshot(true))
		if err != nil {
			return failure("starting the inspection", err)
		}
		defer session.EndSession(ctx)
		return work(driver.NewSessionContext(ctx, session))
	}
	return i.store.transact(ctx, work)
}

// transactAttempts is how often a transaction is tried that found an _id taken meanwhile.
const maxTransactionAttempts = 10

// transact runs work in a transaction, and again when it lost against another.
func (s *Store) transact(ctx context.Context, work func(context.Context) error) error {
	session, err := s.client.StartSession()
	if err != nil {
		return failure("starting a transaction", err)
	}
	defer session.EndSession(ctx)
	how := options.Transaction().SetReadConcern(readconcern.Snapshot())
	for range maxTransactionAttempts {
		_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) { return true, work(ctx) }, how)
		if !driver.IsDuplicateKeyError(err) {
			break
		}
	}
	return err
}

// finding is a problem, and whether it is mended.
type finding struct {
	Problem
	repaired bool
}

// batch is some documents of one collection that are inspected together.
type batch struct {
	*inspection
	model    model
	raws     []bson.Raw
	problems []finding
}

func (b *batch) unsettledCount() int {
	count := 0
	for _, each := range b.problems {
		if !each.repaired {
			count++
		}
	}
	return count
}

func (b *batch) problem(documentID, what string) Problem {
	return Problem{Collection: b.model.table.name, ID: strconv.Quote(documentID), What: what}
}

// note adds a problem that cannot be repaired.
func (b *batch) unrepairable(documentID, what string) {
	b.problems = append(b.problems, finding{b.problem(documentID, what), false})
}

// mend adds a problem that mending repairs, and mends it if the inspection is to.
func (b *batch) repairable(documentID, what string, mending func() error) error {
	b.problems = append(b.problems, finding{b.problem(documentID, what), b.repair})
	if !b.repair {
		return nil
	}
	return mending()
}
