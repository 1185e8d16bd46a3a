package resolvers

import (
	"context"
	"errors"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// audited returns a page of the audit log, newest first unless the order says otherwise.
func (r *Resolver) audited(
	ctx context.Context, from document.Lister[audit.Record, audit.Filter], filter audit.Filter, orderBy *model.AuditRecordOrder, asked document.Window,
) (*connection.Connection[*audit.Record], error) {
	if !filter.Possible() {
		from = nowhere[audit.Record, audit.Filter]{}
	}
	order := document.Order{Descending: true}
	if orderBy != nil {
		order = ordered(false, orderBy.Direction)
	}
	return list(ctx, listing[audit.Record, audit.Filter]{
		name: "auditLog", from: from, filter: filter, order: order, loader: dataloaders.Loaders.AuditRecords,
	}, asked)
}

// history returns a page of the audit log about one object.
func (r *Resolver) history(
	ctx context.Context, subjectID string, filter *audit.Filter, orderBy *model.AuditRecordOrder, asked document.Window,
) (*connection.Connection[*audit.Record], error) {
	about := given(filter)
	from := within(r.Lists.AuditRecords, &about.SubjectID, subjectID)
	return r.audited(ctx, from, about, orderBy, asked)
}

// subjectType is the type of a record's subject; false when there is none, or none that the caller may read.
func subjectType(calling actor.Caller, record *audit.Record) (nodeType, bool) {
	kind, err := id.Parse(record.SubjectID)
	found, known := nodeTypes()[kind]
	if err != nil || !known || found.missing(calling, record.SubjectID) != "" {
		return nodeType{}, false
	}
	return found, true
}

// subjects returns the subject of each record; null where there is none any more, and where the caller may not read it.
func subjects(ctx context.Context, records []*audit.Record) ([]document.Document, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	var needs []dataloaders.Need
	for _, record := range records {
		if subject, readable := subjectType(calling, record); readable {
			needs = append(needs, subject.from(loaders).Of([]string{record.SubjectID}))
		}
	}
	dataloaders.Fetch(ctx, needs...)
	return each(records, func(record *audit.Record) (document.Document, error) {
		var nothing document.Document
		subject, readable := subjectType(calling, record)
		if !readable {
			return nothing, nil
		}
		object, err := subject.load(ctx, record.SubjectID)
		if errors.Is(err, document.ErrAbsent) {
			return nothing, nil
		}
		return object, err
	})
}

// changesOf answers null where the caller may not read the subject.
func changesOf(ctx context.Context, record *audit.Record) ([]audit.FieldChange, error) {
	var nothing []audit.FieldChange
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	if _, readable := subjectType(calling, record); !readable {
		return nothing, nil
	}
	return append([]audit.FieldChange{}, record.Changes...), nil
}
