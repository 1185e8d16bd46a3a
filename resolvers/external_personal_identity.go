package resolvers

import (
	"context"

	"accessgraph/domain/access"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/erasure"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// PossibleDuplicates is the batch resolver for the possibleDuplicates field.
func (r *createExternalPersonalIdentityPayloadResolver) PossibleDuplicates(ctx context.Context, objs []*model.CreateExternalPersonalIdentityPayload) ([][]roleaccount.ExternalPersonalIdentity, error) {
	return each(objs, func(obj *model.CreateExternalPersonalIdentityPayload) ([]roleaccount.ExternalPersonalIdentity, error) {
		return r.Services.RoleAccount.DuplicatesOfIdentity(ctx, obj.ExternalPersonalIdentity)
	})
}

// Accesses is the batch resolver for the accesses field.
func (r *externalPersonalIdentityResolver) Accesses(ctx context.Context, objs []*roleaccount.ExternalPersonalIdentity, first *int, after *string, last *int, before *string, filter *access.Filter, orderBy *model.AccessOrder) ([]*connection.Connection[*access.Access], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalPersonalIdentity) (*connection.Connection[*access.Access], error) {
		criteria := valueOrZero(filter)
		lister := within(r.accesses, &criteria.PrivateID, obj.ID)
		return r.listAccesses(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// RoleAccounts is the batch resolver for the roleAccounts field.
func (r *externalPersonalIdentityResolver) RoleAccounts(ctx context.Context, objs []*roleaccount.ExternalPersonalIdentity, first *int, after *string, last *int, before *string, filter *roleaccount.ExternalRoleAccountFilter, orderBy *model.ExternalRoleAccountOrder) ([]*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
	return eachPage(ctx, objs, func(
		ctx context.Context, obj *roleaccount.ExternalPersonalIdentity,
	) (*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
		criteria := valueOrZero(filter)
		lister := within(r.externalRoleAccounts, &criteria.PersonalIdentityID, obj.ID)
		return r.listExternalRoleAccounts(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *externalPersonalIdentityResolver) History(ctx context.Context, objs []*roleaccount.ExternalPersonalIdentity, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalPersonalIdentity) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateExternalPersonalIdentity is the resolver for the createExternalPersonalIdentity field.
func (r *mutationResolver) CreateExternalPersonalIdentity(ctx context.Context, input roleaccount.CreateExternalPersonalIdentityInput) (*model.CreateExternalPersonalIdentityPayload, error) {
	identity, err := mutate(ctx, r.Services.RoleAccount.CreateExternalPersonalIdentity, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateExternalPersonalIdentityPayload{ExternalPersonalIdentity: identity}, nil
}

// UpdateExternalPersonalIdentity is the resolver for the updateExternalPersonalIdentity field.
func (r *mutationResolver) UpdateExternalPersonalIdentity(ctx context.Context, input model.UpdateExternalPersonalIdentityInput) (*model.UpdateExternalPersonalIdentityPayload, error) {
	update := roleaccount.UpdateExternalPersonalIdentityInput{
		ExternalPersonalIdentityID: input.ExternalPersonalIdentityID,
		FirstName:                  field(input.FirstName),
		LastName:                   field(input.LastName),
		EmailAddress:               field(input.EmailAddress),
		State:                      field(input.State),
		ExpectedVersion:            input.ExpectedVersion.Value(),
	}
	identity, err := mutate(ctx, r.Services.RoleAccount.UpdateExternalPersonalIdentity, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateExternalPersonalIdentityPayload{ExternalPersonalIdentity: identity}, nil
}

// EraseExternalPersonalIdentity is the resolver for the eraseExternalPersonalIdentity field.
func (r *mutationResolver) EraseExternalPersonalIdentity(ctx context.Context, input erasure.EraseExternalPersonalIdentityInput) (*model.EraseExternalPersonalIdentityPayload, error) {
	identity, err := mutate(ctx, r.Services.Erasure.EraseExternalPersonalIdentity, input)
	if err != nil {
		return nil, err
	}
	return &model.EraseExternalPersonalIdentityPayload{
		ErasedExternalPersonalIdentityID: identity.ID, Erasure: identity.Erasure, ExternalPersonalIdentity: identity,
	}, nil
}

// ExternalPersonalIdentity is the resolver for the externalPersonalIdentity field.
func (r *queryResolver) ExternalPersonalIdentity(ctx context.Context, externalPersonalIdentityID string) (*roleaccount.ExternalPersonalIdentity, error) {
	if err := roleaccount.CheckIdentityID(externalPersonalIdentityID); err != nil {
		return nil, err
	}
	return r.externalPersonalIdentities.lookUp(ctx, externalPersonalIdentityID)
}

// ExternalPersonalIdentities is the resolver for the externalPersonalIdentities field.
func (r *queryResolver) ExternalPersonalIdentities(ctx context.Context, first *int, after *string, last *int, before *string, filter *roleaccount.ExternalPersonalIdentityFilter, orderBy *model.ExternalPersonalIdentityOrder) (*connection.Connection[*roleaccount.ExternalPersonalIdentity], error) {
	criteria := valueOrZero(filter)
	if err := criteria.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.ExternalPersonalIdentityOrderFieldLastName, orderBy.Direction)
	}
	return list(ctx, r.externalPersonalIdentities, r.externalPersonalIdentities, criteria, order, pageArguments(first, after, last, before))
}

// CreateExternalPersonalIdentityPayload returns generated.CreateExternalPersonalIdentityPayloadResolver implementation.
func (r *Resolver) CreateExternalPersonalIdentityPayload() generated.CreateExternalPersonalIdentityPayloadResolver {
	return &createExternalPersonalIdentityPayloadResolver{r}
}

// ExternalPersonalIdentity returns generated.ExternalPersonalIdentityResolver implementation.
func (r *Resolver) ExternalPersonalIdentity() generated.ExternalPersonalIdentityResolver {
	return &externalPersonalIdentityResolver{r}
}

type (
	createExternalPersonalIdentityPayloadResolver struct{ *Resolver }
	externalPersonalIdentityResolver              struct{ *Resolver }
)
