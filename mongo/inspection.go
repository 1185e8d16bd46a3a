package mongo

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
)

// batchSize is the maximum number of documents in a batch.
const batchSize = 200

// inspection compares the documents of the whole store with their present form, and with the claims, counters and references
// that depend on them. It reads the store in batches, each in a transaction, so that the store may be in use: what a batch compares
// was written by one commit.
type inspection struct {
	store *Store
	// repair makes the inspection repair what follows from documents.
	repair bool
	// checkReferences makes the inspection report references to documents that do not exist.
	checkReferences bool
	// onProblem is called for each problem, after it was repaired if it could be.
	onProblem func(problem Problem, repaired bool)
	// onProgress is called with the number of documents of a collection that were inspected so far; last is set at its end.
	onProgress func(collection string, documents int, last bool)
	// saveCheckpoint stores a batch's checkpoint within its transaction, unless it is nil.
	saveCheckpoint func(ctx context.Context, at checkpoint) error
	// companies caches which companies exist.
	companies map[string]bool
}

// checkpoint is the progress of an inspection.
type checkpoint struct {
	// Pass is the index of the pass.
	Pass int `bson:"pass"`
	// After is the _id of the last document that was inspected in the pass; empty at its beginning.
	After string `bson:"after"`
	// Inspected is the number of documents that were inspected in the pass.
	Inspected int `bson:"inspected"`
	// Unsettled is the number of problems so far that were not repaired.
	Unsettled int `bson:"unsettled"`
}

// pass is the inspection of one collection under one aspect.
type pass struct {
	descriptor descriptor
	inspect    func(*batch, context.Context) error
	// repeated is set for a collection that an earlier pass has inspected.
	repeated bool
}

// passes returns the passes in their order. First come documents, with the claims and references that they have. Once all of
// them are in their present form, the numbers of shared documents, missing counters and shared documents, and with repair
// creators follow. Claims and counters without a document come last.
func passes(repair bool) []pass {
	var documents, shared, counted, rest []pass
	for _, d := range inspectionOrder {
		switch d.name {
		case claimsDescriptor.name:
			rest = append(rest, pass{descriptor: d, inspect: (*batch).inspectClaims})
		case countersDescriptor.name:
			rest = append(rest, pass{descriptor: d, inspect: (*batch).inspectCounters})
		default:
			documents = append(documents, pass{descriptor: d, inspect: (*batch).inspectDocuments})
			if _, ok := d.newDocument().(commit.Sharer); ok {
				counted = append(counted, pass{d, (*batch).inspectShares, true})
			}
			if _, ok := d.newDocument().(commit.Shared); ok {
				shared = append(shared, pass{d, (*batch).inspectSharers, true})
			}
			if _, ok := d.newDocument().(commit.Tallied); ok {
				counted = append(counted, pass{d, (*batch).inspectTallies, true})
			}
		}
	}
	if repair {
		counted = append(counted, pass{auditRecordsDescriptor, (*batch).copyCreators, true})
	}
	return slices.Concat(documents, shared, counted, rest)
}

// run inspects the store from a checkpoint on, and returns the number of problems that were not repaired.
func (i *inspection) run(ctx context.Context, at checkpoint) (unsettled int, err error) {
	i.companies = map[string]bool{}
	for all := passes(i.repair); at.Pass < len(all); {
		p := all[at.Pass]
		documents, last, err := i.inspectBatch(ctx, p, &at)
		if err != nil {
			return at.Unsettled, fmt.Errorf("inspecting %s: %w", p.descriptor.name, err)
		}
		if !p.repeated {
			i.onProgress(p.descriptor.name, documents, last)
		}
	}
	return at.Unsettled, nil
}

// inspectBatch inspects the next batch of a pass, and advances the checkpoint: to the next pass after the last batch. It
// returns the number of documents of the collection that were inspected so far.
func (i *inspection) inspectBatch(ctx context.Context, p pass, at *checkpoint) (documents int, last bool, err error) {
	var b *batch
	var next checkpoint
	err = i.store.transact(ctx, func(ctx context.Context) error {
		raws, err := i.store.unscoped(p.descriptor.name).after(ctx, at.After)
		if err != nil {
			return err
		}
		b = &batch{inspection: i, descriptor: p.descriptor, raws: raws}
		if err := p.inspect(b, ctx); err != nil {
			return err
		}
		documents, last = at.Inspected+len(raws), len(raws) < batchSize
		next = checkpoint{Pass: at.Pass + 1, Unsettled: at.Unsettled + b.unsettledCount()}
		if !last {
			next.Pass, next.Inspected = at.Pass, documents
			next.After, _ = raws[len(raws)-1].Lookup(idField).StringValueOK()
		}
		if i.saveCheckpoint == nil {
			return nil
		}
		return i.saveCheckpoint(ctx, next)
	})
	if err != nil {
		return 0, false, err
	}
	for _, f := range b.findings {
		i.onProblem(f.Problem, f.repaired)
	}
	*at = next
	return documents, last, nil
}

// finding is a problem, and whether it was repaired.
type finding struct {
	Problem
	repaired bool
}

// batch is a batch of documents of one collection.
type batch struct {
	*inspection
	descriptor descriptor
	raws       []bson.Raw
	findings   []finding
}

// unsettledCount returns the number of findings that were not repaired.
func (b *batch) unsettledCount() int {
	count := 0
	for _, f := range b.findings {
		if !f.repaired {
			count++
		}
	}
	return count
}

func (b *batch) problem(documentID, what string) Problem {
	return Problem{Collection: b.descriptor.name, ID: strconv.Quote(documentID), What: what}
}

// report adds a problem that cannot be repaired.
func (b *batch) report(documentID, what string) {
	b.findings = append(b.findings, finding{b.problem(documentID, what), false})
}

// reportAndRepair adds a problem, and calls repair if the inspection repairs.
func (b *batch) reportAndRepair(documentID, what string, repair func() error) error {
	b.findings = append(b.findings, finding{b.problem(documentID, what), b.repair})
	if !b.repair {
		return nil
	}
	return repair()
}
