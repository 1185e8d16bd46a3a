package resolvers

import (
	"context"

	"accessgraph/domain/access"
	"accessgraph/domain/audit"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// PossibleDuplicates is the batch resolver for the possibleDuplicates field.
func (r *createExternalRoleAccountPayloadResolver) PossibleDuplicates(ctx context.Context, objs []*model.CreateExternalRoleAccountPayload) ([][]roleaccount.ExternalRoleAccount, error) {
	return each(objs, func(obj *model.CreateExternalRoleAccountPayload) ([]roleaccount.ExternalRoleAccount, error) {
		return r.Services.RoleAccount.DuplicatesOfAccount(ctx, obj.ExternalRoleAccount)
	})
}

// Role is the batch resolver for the role field.
func (r *externalRoleAccountResolver) Role(ctx context.Context, objs []*roleaccount.ExternalRoleAccount) ([]*roleaccount.ExternalRole, error) {
	return lookUpEach(ctx, objs, r.externalRoles,
		func(obj *roleaccount.ExternalRoleAccount) string { return obj.RoleID })
}

// PersonalIdentity is the batch resolver for the personalIdentity field.
func (r *externalRoleAccountResolver) PersonalIdentity(ctx context.Context, objs []*roleaccount.ExternalRoleAccount) ([]*roleaccount.ExternalPersonalIdentity, error) {
	return lookUpEach(ctx, objs, r.externalPersonalIdentities,
		func(obj *roleaccount.ExternalRoleAccount) string { return obj.PersonalIdentityID })
}

// Accesses is the batch resolver for the accesses field.
func (r *externalRoleAccountResolver) Accesses(ctx context.Context, objs []*roleaccount.ExternalRoleAccount, first *int, after *string, last *int, before *string, filter *access.Filter, orderBy *model.AccessOrder) ([]*connection.Connection[*access.Access], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalRoleAccount) (*connection.Connection[*access.Access], error) {
		criteria := valueOrZero(filter)
		lister := within(r.accesses, &criteria.RoleAccountID, obj.ID)
		return r.listAccesses(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// Usable is the batch resolver for the usable field.
func (r *externalRoleAccountResolver) Usable(ctx context.Context, objs []*roleaccount.ExternalRoleAccount) ([]*bool, error) {
	return eachWithAccountReferences(ctx, r.entities, objs, func(refs access.References) (*bool, error) {
		blockers, err := refs.AccountBlockers()
		return new(len(blockers) == 0), err
	})
}

// Blockers is the batch resolver for the blockers field.
func (r *externalRoleAccountResolver) Blockers(ctx context.Context, objs []*roleaccount.ExternalRoleAccount) ([][]fault.Fault, error) {
	return eachWithAccountReferences(ctx, r.entities, objs, access.References.AccountBlockers)
}

// History is the batch resolver for the history field.
func (r *externalRoleAccountResolver) History(ctx context.Context, objs []*roleaccount.ExternalRoleAccount, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *roleaccount.ExternalRoleAccount) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateExternalRoleAccount is the resolver for the createExternalRoleAccount field.
func (r *mutationResolver) CreateExternalRoleAccount(ctx context.Context, input roleaccount.CreateExternalRoleAccountInput) (*model.CreateExternalRoleAccountPayload, error) {
	account, err := mutate(ctx, r.Services.RoleAccount.CreateExternalRoleAccount, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateExternalRoleAccountPayload{ExternalRoleAccount: account}, nil
}

// UpdateExternalRoleAccount is the resolver for the updateExternalRoleAccount field.
func (r *mutationResolver) UpdateExternalRoleAccount(ctx context.Context, input model.UpdateExternalRoleAccountInput) (*model.UpdateExternalRoleAccountPayload, error) {
	update := roleaccount.UpdateExternalRoleAccountInput{
		ExternalRoleAccountID: input.ExternalRoleAccountID,
		FirstName:             field(input.FirstName),
		LastName:              field(input.LastName),
		EmailAddress:          field(input.EmailAddress),
		State:                 field(input.State),
		ExpectedVersion:       input.ExpectedVersion.Value(),
	}
	account, err := mutate(ctx, r.Services.RoleAccount.UpdateExternalRoleAccount, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateExternalRoleAccountPayload{ExternalRoleAccount: account}, nil
}

// ExternalRoleAccount is the resolver for the externalRoleAccount field.
func (r *queryResolver) ExternalRoleAccount(ctx context.Context, externalRoleAccountID string) (*roleaccount.ExternalRoleAccount, error) {
	if err := roleaccount.CheckAccountID(externalRoleAccountID); err != nil {
		return nil, err
	}
	return r.externalRoleAccounts.lookUp(ctx, externalRoleAccountID)
}

// ExternalRoleAccounts is the resolver for the externalRoleAccounts field.
func (r *queryResolver) ExternalRoleAccounts(ctx context.Context, first *int, after *string, last *int, before *string, filter *roleaccount.ExternalRoleAccountFilter, orderBy *model.ExternalRoleAccountOrder) (*connection.Connection[*roleaccount.ExternalRoleAccount], error) {
	return r.listExternalRoleAccounts(ctx, r.externalRoleAccounts, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// CreateExternalRoleAccountPayload returns generated.CreateExternalRoleAccountPayloadResolver implementation.
func (r *Resolver) CreateExternalRoleAccountPayload() generated.CreateExternalRoleAccountPayloadResolver {
	return &createExternalRoleAccountPayloadResolver{r}
}

// ExternalRoleAccount returns generated.ExternalRoleAccountResolver implementation.
func (r *Resolver) ExternalRoleAccount() generated.ExternalRoleAccountResolver {
	return &externalRoleAccountResolver{r}
}

type (
	createExternalRoleAccountPayloadResolver struct{ *Resolver }
	externalRoleAccountResolver              struct{ *Resolver }
)
