package resolvers

import (
	"context"
	"errors"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listAuditRecords returns a page of the audit log, newest first unless the order says otherwise.
func (r *Resolver) listAuditRecords(
	ctx context.Context, from document.Lister[audit.Record, audit.Filter], filter audit.Filter, orderBy *model.AuditRecordOrder,
	window document.Window,
) (*connection.Connection[*audit.Record], error) {
	if !filter.Possible() {
		from = nowhere[audit.Record, audit.Filter]{}
	}
	order := document.Order{Descending: true}
	if orderBy != nil {
		order = ordered(false, orderBy.Direction)
	}
	return list(ctx, r.auditRecords, from, filter, order, window)
}

// history returns a page of the audit log about one object.
func (r *Resolver) history(
	ctx context.Context, subjectID string, filter *audit.Filter, orderBy *model.AuditRecordOrder, asked document.Window,
) (*connection.Connection[*audit.Record], error) {
	about := given(filter)
	from := within(r.auditRecords, &about.SubjectID, subjectID)
	return r.listAuditRecords(ctx, from, about, orderBy, asked)
}

// subjectType returns the type of a record's subject; false if there is none, or none that the caller may read.
func (e *entities) subjectType(caller actor.Caller, record *audit.Record) (nodeType, bool) {
	subject, ok := e.nodeTypeOf(record.SubjectID)
	return subject, ok && subject.missing(caller, record.SubjectID) == ""
}

// subjects returns the subject of each record; null where there is none any more, and where the caller may not read it.
func (e *entities) subjects(ctx context.Context, records []*audit.Record) ([]document.Document, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	var needs []dataloaders.Need
	for _, record := range records {
		if subject, readable := e.subjectType(*request.Caller, record); readable {
			needs = append(needs, subject.need(request.Loaders, []string{record.SubjectID}))
		}
	}
	dataloaders.Fetch(ctx, needs...)
	return each(records, func(record *audit.Record) (document.Document, error) {
		var nothing document.Document
		subject, readable := e.subjectType(*request.Caller, record)
		if !readable {
			return nothing, nil
		}
		object, err := subject.load(ctx, request.Loaders, record.SubjectID)
		if errors.Is(err, document.ErrAbsent) {
			return nothing, nil
		}
		return object, err
	})
}

// changesOf answers null where the caller may not read the subject.
func (e *entities) changesOf(ctx context.Context, record *audit.Record) ([]audit.FieldChange, error) {
	var nothing []audit.FieldChange
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	if _, readable := e.subjectType(*request.Caller, record); !readable {
		return nothing, nil
	}
	return append([]audit.FieldChange{}, record.Changes...), nil
}
