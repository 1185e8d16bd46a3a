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

// step is one write of a commit, to be done within its transaction, and perhaps again in the next try.
type commitStep func(ctx context.Context) error

// plan turns a commit into its writes, in their order: first what others are most likely to have changed.
func (s *Store) planCommit(written commit.Commit) ([]commitStep, error) {
	plan := &commitPlan{store: s, companyID: written.CompanyID}
	if written.Outcome != nil {
		plan.addStep(plan.putIdempotencyRecord(written.Outcome))
	}
	for _, count := range written.Counts {
		plan.addStep(s.countStep(written.CompanyID, count), nil)
	}
	for _, stop := range written.Stops {
		plan.addStep(s.stopStep(written.CompanyID, stop), nil)
	}
	for _, count := range written.Counters {
		plan.insertCounter(count)
	}
	plan.addShares(written.Shares)
	for _, reliance := range written.Reliance {
		plan.addStep(plan.touchReliance(reliance))
	}
	for _, advance := range written.Advances {
		plan.addStep(plan.advance(advance))
	}
	for _, released := range written.Releases {
		plan.addStep(s.releaseStep(newCompanyClaim(written.CompanyID, released)), nil)
	}
	plan.addClaims(written)
	for _, created := range written.Inserts {
		plan.addStep(plan.insert(created))
	}
	for _, replacement := range written.Replaces {
		plan.addStep(plan.replace(replacement))
	}
	for _, deletion := range written.Deletes {
		plan.addStep(plan.delete(deletion))
	}
	plan.insertAuditRecords(written)
	return plan.steps, plan.err
}

// plan gathers steps up to the first that cannot be made.
type commitPlan struct {
	store     *Store
	companyID string
	steps     []commitStep
	err       error
}

func (p *commitPlan) addStep(next commitStep, err error) {
	if p.err == nil {
		p.steps, p.err = append(p.steps, next), err
	}
}

func (p *commitPlan) insertCounter(count commit.Count) {
	raw, err := newCounter(p.companyID, count)
	counters := p.store.collection(countersTable())
	p.addStep(func(ctx context.Context) error { return counters.insert(ctx, raw) }, err)
}

// touch writes to a document that the commit relies on, so that a commit that changes it meanwhile cannot succeed too:
// under snapshot isolation, reading it would not be enough.
func (p *commitPlan) touchReliance(reliance commit.Reliance) (commitStep, error) {
	stored, err := p.store.collectionOfID(reliance.ID)
	filter := withID(p.companyID, reliance.ID, bson.E{Key: versionField, Value: reliance.Version})
	change := bson.D{{Key: "$inc", Value: bson.D{{Key: touchedField, Value: 1}}}}
	return func(ctx context.Context) error { return requireMatch(stored.update(ctx, filter, change)) }, err
}

func (p *commitPlan) addClaims(written commit.Commit) {
	if written.Bootstrap {
		claim := bootstrapClaim()
		claim.holder = written.CompanyID
		p.addStep(p.store.takeStep(claim, commit.ErrBootstrapped))
	}
	for _, claim := range written.Claims {
		p.addStep(p.store.takeStep(newCompanyClaim(p.companyID, claim), claim.Taken.Err()))
	}
}

func (p *commitPlan) insert(created document.Document) (commitStep, error) {
	stored, raw, err := p.encode(created)
	return func(ctx context.Context) error { return stored.insert(ctx, raw) }, err
}

// advance moves a time on. What guards it is the time that was read, and not a version.
func (p *commitPlan) advance(advance commit.Advance) (commitStep, error) {
	stored, err := p.store.collectionOfID(advance.ID)
	filter := withID(p.companyID, advance.ID, bson.E{Key: advance.Field, Value: advance.From})
	change := bson.D{{Key: "$max", Value: bson.D{{Key: advance.Field, Value: advance.To}}}}
	return func(ctx context.Context) error { return requireMatch(stored.update(ctx, filter, change)) }, err
}

// replace puts a document in the place of the version that was read. The driver's report of one match is the proof.
func (p *commitPlan) replace(replacement commit.Replacement) (commitStep, error) {
	stored, raw, err := p.encode(replacement.Document)
	filter := withID(p.companyID, replacement.Document.Meta().ID, bson.E{Key: versionField, Value: replacement.Version})
	if unversioned, ok := replacement.Document.(document.Unversioned); ok && err == nil {
		change, err := setAllBut(raw, append(unversioned.UnversionedFields(), idField))
		return func(ctx context.Context) error { return requireMatch(stored.update(ctx, filter, change)) }, err
	}
	return func(ctx context.Context) error { return requireMatch(stored.replace(ctx, filter, raw)) }, err
}

// setAllBut changes every field of a document except some, which stay as they are stored.
func setAllBut(raw bson.Raw, kept []string) (bson.D, error) {
	elements, err := raw.Elements()
	if err != nil {
		return nil, fmt.Errorf("reading the fields of a document: %w", err)
	}
	var fields bson.D
	for _, element := range elements {
		if !slices.Contains(kept, element.Key()) {
			fields = append(fields, bson.E{Key: element.Key(), Value: element.Value()})
		}
	}
	return bson.D{{Key: "$set", Value: fields}}, nil
}

// remove takes away the version of a document that was read.
func (p *commitPlan) delete(deletion commit.Deletion) (commitStep, error) {
	stored, err := p.store.collectionOfID(deletion.ID)
	filter := withID(p.companyID, deletion.ID, bson.E{Key: versionField, Value: deletion.Version})
	return func(ctx context.Context) error { return requireMatch(stored.delete(ctx, filter)) }, err
}

// record inserts the audit records, all in one write.
func (p *commitPlan) insertAuditRecords(written commit.Commit) {
	if len(written.Records) == 0 {
		return
	}
	records := make([]bson.Raw, len(written.Records))
	for at := range written.Records {
		raw, err := encode(written.Records[at].Plain())
		if err == nil {
			err = checkOwnership(raw, written.Records[at].ID, p.companyID)
		}
		if err != nil {
			p.addStep(nil, fmt.Errorf("audit record: %w", err))
			return
		}
		records[at] = raw
	}
	stored := p.store.collection(auditRecordsTable())
	p.addStep(func(ctx context.Context) error { return stored.insert(ctx, records...) }, nil)
}

// encode returns a document as it is stored, and where: its ID says that.
func (p *commitPlan) encode(written document.Document) (companyCollection, bson.Raw, error) {
	documentID := written.Meta().ID
	stored, err := p.store.collectionOfID(documentID)
	if err != nil {
		return companyCollection{}, nil, err
	}
	raw, err := encode(written)
	if err != nil {
		return companyCollection{}, nil, err
	}
	return stored, raw, checkOwnership(raw, documentID, p.companyID)
}

// belongs makes sure of what is about to be stored: that it has its ID, and the company of the commit.
func checkOwnership(raw bson.Raw, documentID, companyID string) error {
	for field, wanted := range map[string]string{idField: documentID, companyField: companyID} {
		if stored, ok := raw.Lookup(field).StringValueOK(); !ok || stored != wanted {
			return fmt.Errorf("the document %s is not stored with the %s of its commit", documentID, field)
		}
	}
	return nil
}

// encode writes BSON in which a list without entries is an empty one, so that documents of a type are all alike.
func encode(value any) (bson.Raw, error) {
	var encoded bytes.Buffer
	encoder := bson.NewEncoder(bson.NewDocumentWriter(&encoded))
	encoder.NilSliceAsEmpty()
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("encoding a document: %w", err)
	}
	return encoded.Bytes(), nil
}
