package resolvers

import (
	"context"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// SubjectID is the resolver for the subjectId field.
func (r *auditRecordResolver) SubjectID(ctx context.Context, obj *audit.Record) (*string, error) {
	if obj.SubjectID == "" {
		return none[string]()
	}
	return &obj.SubjectID, nil
}

// SubjectType is the resolver for the subjectType field.
func (r *auditRecordResolver) SubjectType(ctx context.Context, obj *audit.Record) (*string, error) {
	t, ok := r.nodeTypeOf(obj.SubjectID)
	if !ok {
		return none[string]()
	}
	return &t.name, nil
}

// DeletedSubjectName is the batch resolver for the deletedSubjectName field.
func (r *auditRecordResolver) DeletedSubjectName(ctx context.Context, objs []*audit.Record) ([]*string, error) {
	return r.deletedSubjectNames(ctx, objs)
}

// Subject is the batch resolver for the subject field.
func (r *auditRecordResolver) Subject(ctx context.Context, objs []*audit.Record) ([]document.Document, error) {
	return r.subjects(ctx, objs)
}

// Changes is the resolver for the changes field.
func (r *auditRecordResolver) Changes(ctx context.Context, obj *audit.Record) ([]audit.FieldChange, error) {
	return r.changes(ctx, obj)
}

// AuditLog is the resolver for the auditLog field.
func (r *queryResolver) AuditLog(ctx context.Context, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) (*connection.Connection[*audit.Record], error) {
	return r.listAuditRecords(ctx, r.auditRecords, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// AuditRecord returns generated.AuditRecordResolver implementation.
func (r *Resolver) AuditRecord() generated.AuditRecordResolver { return &auditRecordResolver{r} }

type auditRecordResolver struct{ *Resolver }
