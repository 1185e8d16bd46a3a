package resolvers

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listAuditRecords returns a page of the audit log, newest first by default.
func (r *Resolver) listAuditRecords(
	ctx context.Context, lister document.Lister[audit.Record, audit.Filter], filter audit.Filter, orderBy *model.AuditRecordOrder,
	arguments document.PageArguments,
) (*connection.Connection[*audit.Record], error) {
	if !filter.Possible() {
		lister = emptyLister[audit.Record, audit.Filter]{}
	}
	order := document.Order{Descending: true}
	if orderBy != nil {
		order = newOrder(false, orderBy.Direction)
	}
	return list(ctx, r.auditRecords, lister, filter, order, arguments)
}

// history returns a page of the audit log about one object.
func (r *Resolver) history(
	ctx context.Context, subjectID string, filter *audit.Filter, orderBy *model.AuditRecordOrder, arguments document.PageArguments,
) (*connection.Connection[*audit.Record], error) {
	criteria := valueOrZero(filter)
	lister := within(r.auditRecords, &criteria.SubjectID, subjectID)
	return r.listAuditRecords(ctx, lister, criteria, orderBy, arguments)
}

// mayReadSubject reports whether a record has a subject and the caller may read it.
func (e *entities) mayReadSubject(caller actor.Caller, record *audit.Record) bool {
	t, ok := e.nodeTypeOf(record.SubjectID)
	return ok && t.missingScope(caller, record.SubjectID) == ""
}

// subjects returns the subject of each record. It is nil if it no longer exists or the caller may not read it.
func (e *entities) subjects(ctx context.Context, records []*audit.Record) ([]document.Document, error) {
	subjectIDs := make([]string, len(records))
	for i, record := range records {
		subjectIDs[i] = record.SubjectID
	}
	return e.readableNodes(ctx, subjectIDs)
}

// deletedSubjectNames returns the name of the subject of each record, if it was deleted and the caller may read it. It reads the last
// record of each subject that was deleted, which is that of its deletion.
func (r *Resolver) deletedSubjectNames(ctx context.Context, records []*audit.Record) ([]*string, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	subjects, err := r.subjects(ctx, records)
	if err != nil {
		return nil, err
	}
	deletions, err := eachPage(ctx, indexes(len(records)), func(ctx context.Context, i int) (*connection.Connection[*audit.Record], error) {
		if subjects[i] != nil || !r.mayReadSubject(*request.Caller, records[i]) {
			return none[connection.Connection[*audit.Record]]()
		}
		return r.history(ctx, records[i].SubjectID, nil, nil, document.PageArguments{First: new(1)})
	})
	names := make([]*string, len(records))
	for i, deletion := range deletions {
		if deletion != nil && len(deletion.Nodes) > 0 {
			names[i] = deletion.Nodes[0].DeletedName()
		}
	}
	return names, err
}

// changes returns the changes of a record; nil if the caller may not read its subject.
func (e *entities) changes(ctx context.Context, record *audit.Record) ([]audit.FieldChange, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	var changes []audit.FieldChange
	if e.mayReadSubject(*request.Caller, record) {
		changes = append([]audit.FieldChange{}, record.Changes...)
	}
	return changes, nil
}
