package mongo

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// commitStep is one write of a commit. It runs within the commit's transaction, once for each attempt.
type commitStep func(ctx context.Context) error

// planCommit returns the steps of a commit in their order. What nobody else writes comes first, and what many commits write comes
// last: a server locks what is written until the transaction ends, and for as long as a minute if the process dies in between. The
// idempotency record is an exception, so that of two requests with one key only one does its work.
func (s *Store) planCommit(change commit.Commit) ([]commitStep, error) {
	p := &commitPlan{store: s, companyID: change.CompanyID}
	if change.Outcome != nil {
		p.addStep(p.putIdempotencyRecord(change.Outcome))
	}
	for _, doc := range change.Inserts {
		p.addStep(p.insert(doc))
	}
	for _, count := range change.Counters {
		p.addCounter(count)
	}
	p.addAuditRecords(change)
	p.addAuditRewrites(change)
	for _, claim := range change.Releases {
		p.addStep(s.releaseStep(newCompanyClaim(change.CompanyID, claim)), nil)
	}
	p.addClaims(change)
	for _, replacement := range change.Replaces {
		p.addStep(p.replace(replacement))
	}
	for _, deletion := range change.Deletes {
		p.addStep(p.delete(deletion))
	}
	for _, advance := range change.Advances {
		p.addStep(p.advance(advance))
	}
	for _, reliance := range change.Reliance {
		p.addStep(p.touchReliance(reliance))
	}
	p.addShares(change.Shares)
	for _, stop := range change.Stops {
		p.addStep(s.stopStep(change.CompanyID, stop), nil)
	}
	for _, count := range change.Counts {
		p.addStep(s.countStep(change.CompanyID, count), nil)
	}
	return p.steps, p.err
}

// commitPlan collects the steps of a commit. It stops at the first that cannot be prepared, with its error.
type commitPlan struct {
	store     *Store
	companyID string
	steps     []commitStep
	err       error
}

func (p *commitPlan) addStep(step commitStep, err error) {
	if p.err == nil {
		p.steps, p.err = append(p.steps, step), err
	}
}

func (p *commitPlan) addCounter(count commit.Count) {
	raw, err := newCounter(p.companyID, count)
	counters := p.store.collection(countersDescriptor)
	p.addStep(func(ctx context.Context) error { return counters.insert(ctx, raw) }, err)
}

// touchReliance returns the step that writes to a document that the commit relies on, so that no concurrent commit can change
// it. Under snapshot isolation, it is not enough to read the document.
func (p *commitPlan) touchReliance(reliance commit.Reliance) (commitStep, error) {
	stored, err := p.store.collectionOfID(reliance.ID)
	filter := withID(p.companyID, reliance.ID, bson.E{Key: versionField, Value: reliance.Version})
	update := bson.D{{Key: "$inc", Value: bson.D{{Key: touchedField, Value: 1}}}}
	return func(ctx context.Context) error { return requireMatch(stored.update(ctx, filter, update)) }, err
}

func (p *commitPlan) addClaims(change commit.Commit) {
	if change.Bootstrap {
		claim := bootstrapClaim()
		claim.holder = change.CompanyID
		p.addStep(p.store.takeStep(claim, commit.ErrBootstrapped))
	}
	for _, claim := range change.Claims {
		p.addStep(p.store.takeStep(newCompanyClaim(p.companyID, claim), claim.Taken.Err()))
	}
}

func (p *commitPlan) insert(doc document.Document) (commitStep, error) {
	stored, raw, err := p.encode(doc)
	return func(ctx context.Context) error { return stored.insert(ctx, raw) }, err
}

// advance returns the step that moves a time forward. It is guarded by the time that was read, and not by a version.
func (p *commitPlan) advance(advance commit.Advance) (commitStep, error) {
	stored, err := p.store.collectionOfID(advance.ID)
	filter := withID(p.companyID, advance.ID, bson.E{Key: advance.Field, Value: advance.From})
	update := bson.D{{Key: "$max", Value: bson.D{{Key: advance.Field, Value: advance.To}}}}
	return func(ctx context.Context) error { return requireMatch(stored.update(ctx, filter, update)) }, err
}

// replace returns the step that replaces the version of a document that was read. The driver reports whether it matched.
func (p *commitPlan) replace(replacement commit.Replacement) (commitStep, error) {
	stored, raw, err := p.encode(replacement.Document)
	filter := withID(p.companyID, replacement.Document.Meta().ID, bson.E{Key: versionField, Value: replacement.Version})
	if unversioned, ok := replacement.Document.(document.Unversioned); ok && err == nil {
		update, err := setAllBut(raw, append(unversioned.UnversionedFields(), idField))
		return func(ctx context.Context) error { return requireMatch(stored.update(ctx, filter, update)) }, err
	}
	return func(ctx context.Context) error { return requireMatch(stored.replace(ctx, filter, raw)) }, err
}

// setAllBut returns the update that sets every field of a document except some, which stay as they are stored.
func setAllBut(raw bson.Raw, exceptFields []string) (bson.D, error) {
	elements, err := raw.Elements()
	if err != nil {
		return nil, fmt.Errorf("reading the fields of a document: %w", err)
	}
	var fields bson.D
	for _, element := range elements {
		if !slices.Contains(exceptFields, element.Key()) {
			fields = append(fields, bson.E{Key: element.Key(), Value: element.Value()})
		}
	}
	return bson.D{{Key: "$set", Value: fields}}, nil
}

// delete returns the step that deletes the version of a document that was read.
func (p *commitPlan) delete(deletion commit.Deletion) (commitStep, error) {
	stored, err := p.store.collectionOfID(deletion.ID)
	filter := withID(p.companyID, deletion.ID, bson.E{Key: versionField, Value: deletion.Version})
	return func(ctx context.Context) error { return requireMatch(stored.delete(ctx, filter)) }, err
}

// addAuditRecords adds the step that inserts the audit records, all in one write.
func (p *commitPlan) addAuditRecords(change commit.Commit) {
	if len(change.AuditRecords) == 0 {
		return
	}
	records := make([]bson.Raw, len(change.AuditRecords))
	for i := range change.AuditRecords {
		raw, err := encode(change.AuditRecords[i].Plain())
		if err == nil {
			err = checkOwnership(raw, change.AuditRecords[i].ID, p.companyID)
		}
		if err != nil {
			p.addStep(nil, fmt.Errorf("audit record: %w", err))
			return
		}
		records[i] = raw
	}
	stored := p.store.collection(auditRecordsDescriptor)
	p.addStep(func(ctx context.Context) error { return stored.insert(ctx, records...) }, nil)
}

// encode returns a document as it is stored, and its collection, which follows from its ID.
func (p *commitPlan) encode(doc document.Document) (companyCollection, bson.Raw, error) {
	documentID := doc.Meta().ID
	stored, err := p.store.collectionOfID(documentID)
	if err != nil {
		return companyCollection{}, nil, err
	}
	raw, err := encode(doc)
	if err != nil {
		return companyCollection{}, nil, err
	}
	return stored, raw, checkOwnership(raw, documentID, p.companyID)
}

// checkOwnership fails unless an encoded document has its ID and the company of the commit.
func checkOwnership(raw bson.Raw, documentID, companyID string) error {
	for field, expected := range map[string]string{idField: documentID, companyField: companyID} {
		if stored, ok := raw.Lookup(field).StringValueOK(); !ok || stored != expected {
			return fmt.Errorf("the document %s is not stored with the %s of its commit", documentID, field)
		}
	}
	return nil
}

// encode encodes a value as BSON. Nil slices become empty arrays, so that all documents of a type have the same form.
func encode(value any) (bson.Raw, error) {
	var buffer bytes.Buffer
	encoder := bson.NewEncoder(bson.NewDocumentWriter(&buffer))
	encoder.NilSliceAsEmpty()
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("encoding a document: %w", err)
	}
	return buffer.Bytes(), nil
}
