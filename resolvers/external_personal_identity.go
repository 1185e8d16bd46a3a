package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/audit"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Accesses is the resolver for the accesses field.
func (r *externalPersonalIdentityResolver) Accesses(ctx context.Context, obj *roleaccount.ExternalPersonalIdentity, first *int, after *string, last *int, before *string) (*connection.Connection[*access.Access], error) {
	return list(ctx, listing[access.Access, access.Filter]{
		name: "accesses of " + obj.ID, from: r.Lists.Accesses,
		filter: access.Filter{PrivateID: obj.ID},
		loader: (*dataloaders.Loaders).Accesses,
	}, window(first, after, last, before))
}

// History is the resolver for the history field.
func (r *externalPersonalIdentityResolver) History(ctx context.Context, obj *roleaccount.ExternalPersonalIdentity, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) (*connection.Connection[*audit.Record], error) {
	return r.history(ctx, obj.ID, filter, orderBy, window(first, after, last, before))
}

// CreateExternalPersonalIdentity is the resolver for the createExternalPersonalIdentity field.
func (r *mutationResolver) CreateExternalPersonalIdentity(ctx context.Context, input roleaccount.CreateExternalPersonalIdentityInput) (*model.CreateExternalPersonalIdentityPayload, error) {
	changed, err := mutate(ctx, r.Services.RoleAccount.CreateExternalPersonalIdentity, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateExternalPersonalIdentityPayload{ExternalPersonalIdentity: changed}, nil
}

// UpdateExternalPersonalIdentity is the resolver for the updateExternalPersonalIdentity field.
func (r *mutationResolver) UpdateExternalPersonalIdentity(ctx context.Context, input model.UpdateExternalPersonalIdentityInput) (*model.UpdateExternalPersonalIdentityPayload, error) {
	update := roleaccount.UpdateExternalPersonalIdentity{
		ExternalPersonalIdentityID: input.ExternalPersonalIdentityID,
		FirstName:                  field(input.FirstName),
		LastName:                   field(input.LastName),
		EmailAddress:               field(input.EmailAddress),
		State:                      field(input.State),
		ExpectedVersion:            input.ExpectedVersion.Value(),
	}
	changed, err := mutate(ctx, r.Services.RoleAccount.UpdateExternalPersonalIdentity, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateExternalPersonalIdentityPayload{ExternalPersonalIdentity: changed}, nil
}

// ExternalPersonalIdentity is the resolver for the externalPersonalIdentity field.
func (r *queryResolver) ExternalPersonalIdentity(ctx context.Context, externalPersonalIdentityID string) (*roleaccount.ExternalPersonalIdentity, error) {
	if err := roleaccount.CheckIdentityID(externalPersonalIdentityID); err != nil {
		return nil, err
	}
	return lookUp(ctx, (*dataloaders.Loaders).ExternalIdentities, externalPersonalIdentityID, roleaccount.IdentityNotFound)
}

// ExternalPersonalIdentities is the resolver for the externalPersonalIdentities field.
func (r *queryResolver) ExternalPersonalIdentities(ctx context.Context, first *int, after *string, last *int, before *string, filter *roleaccount.IdentityFilter) (*connection.Connection[*roleaccount.ExternalPersonalIdentity], error) {
	wanted := given(filter)
	if err := wanted.Check(); err != nil {
		return nil, err
	}
	return list(ctx, listing[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter]{
		name: "externalPersonalIdentities", from: r.Lists.ExternalIdentities, filter: wanted,
		loader: (*dataloaders.Loaders).ExternalIdentities,
	}, window(first, after, last, before))
}

// ExternalPersonalIdentity returns generated.ExternalPersonalIdentityResolver implementation.
func (r *Resolver) ExternalPersonalIdentity() generated.ExternalPersonalIdentityResolver {
	return &externalPersonalIdentityResolver{r}
}

type externalPersonalIdentityResolver struct{ *Resolver }
