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
)

// audited answers with a page of the audit log, newest first. The history of an object is the log about it.
func (r *Resolver) audited(ctx context.Context, filter audit.Filter, asked document.Window) (*connection.Connection[*audit.Record], error) {
	return list(ctx, listing[audit.Record, audit.Filter]{
		name: "auditLog", from: r.Lists.AuditRecords, filter: filter, order: document.Order{Descending: true},
		loader: (*dataloaders.Loaders).AuditRecords,
	}, asked)
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

// subject answers null where there is none (any more), and where the caller may not read it.
func subject(ctx context.Context, record *audit.Record) (document.Document, error) {
	var nothing document.Document
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	found, readable := subjectType(calling, record)
	if !readable {
		return nothing, nil
	}
	object, err := found.load(ctx, record.SubjectID)
	if errors.Is(err, document.ErrAbsent) {
		return nothing, nil
	}
	return object, err
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

// toSubject leads to the subject of a record that the caller may read.
func toSubject() lead {
	return lead{
		need: func(loaders *dataloaders.Loaders, calling actor.Caller, object any) (fetcher, string) {
			record, ok := object.(*audit.Record)
			if !ok {
				return nil, ""
			}
			found, readable := subjectType(calling, record)
			if !readable {
				return nil, ""
			}
			return found.from(loaders), record.SubjectID
		},
		follow: func(ctx context.Context, _ *dataloaders.Loaders, object any) []any {
			record, ok := object.(*audit.Record)
			if !ok {
				return nil
			}
			found, err := subject(ctx, record)
			if err != nil || found == nil {
				return nil // the field itself will tell
			}
			return []any{found}
		},
	}
}
