package resolvers

import (
	"context"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Accounts is the batch resolver for the accounts field.
func (r *externalRoleResolver) Accounts(ctx context.Context, objs []*roleaccount.ExternalRole, first *int, after *string, last *int, before *string, filter *roleaccount.ExternalRoleAccountFilter, orderBy *model.ExternalRoleAccountOrder) ([]*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalRole) (*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
		criteria := valueOrZero(filter)
		lister := within(r.externalRoleAccounts, &criteria.RoleID, obj.ID)
		return r.listExternalRoleAccounts(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *externalRoleResolver) History(ctx context.Context, objs []*roleaccount.ExternalRole, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalRole) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateExternalRole is the resolver for the createExternalRole field.
func (r *mutationResolver) CreateExternalRole(ctx context.Context, input roleaccount.CreateExternalRoleInput) (*model.CreateExternalRolePayload, error) {
	role, err := mutate(ctx, r.Services.RoleAccount.CreateExternalRole, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateExternalRolePayload{ExternalRole: role}, nil
}

// UpdateExternalRole is the resolver for the updateExternalRole field.
func (r *mutationResolver) UpdateExternalRole(ctx context.Context, input model.UpdateExternalRoleInput) (*model.UpdateExternalRolePayload, error) {
	update := roleaccount.UpdateExternalRoleInput{
		ExternalRoleID:  input.ExternalRoleID,
		Name:            field(input.Name),
		Enabled:         field(input.Enabled),
		ExpectedVersion: input.ExpectedVersion.Value(),
	}
	role, err := mutate(ctx, r.Services.RoleAccount.UpdateExternalRole, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateExternalRolePayload{ExternalRole: role}, nil
}

// ExternalRole is the resolver for the externalRole field.
func (r *queryResolver) ExternalRole(ctx context.Context, externalRoleID string) (*roleaccount.ExternalRole, error) {
	if err := roleaccount.CheckRoleID(externalRoleID); err != nil {
		return nil, err
	}
	return r.externalRoles.lookUp(ctx, externalRoleID)
}

// ExternalRoles is the resolver for the externalRoles field.
func (r *queryResolver) ExternalRoles(ctx context.Context, first *int, after *string, last *int, before *string, filter *roleaccount.ExternalRoleFilter, orderBy *model.ExternalRoleOrder) (*connection.Connection[*roleaccount.ExternalRole], error) {
	criteria := valueOrZero(filter)
	if err := criteria.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.ExternalRoleOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.externalRoles, r.externalRoles, criteria, order, pageArguments(first, after, last, before))
}

// ExternalRole returns generated.ExternalRoleResolver implementation.
func (r *Resolver) ExternalRole() generated.ExternalRoleResolver { return &externalRoleResolver{r} }

type externalRoleResolver struct{ *Resolver }
