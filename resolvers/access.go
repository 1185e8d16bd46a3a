package resolvers

import (
	"context"

	"accessgraph/domain/access"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/roleaccount"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// PrivateIdentity is the batch resolver for the privateIdentity field.
func (r *accessResolver) PrivateIdentity(ctx context.Context, objs []*access.Access) ([]*roleaccount.ExternalPersonalIdentity, error) {
	return lookUpEach(ctx, objs, r.externalPersonalIdentities,
		func(obj *access.Access) string { return obj.PrivateID })
}

// RoleAccount is the batch resolver for the roleAccount field.
func (r *accessResolver) RoleAccount(ctx context.Context, objs []*access.Access) ([]*roleaccount.ExternalRoleAccount, error) {
	return lookUpEach(ctx, objs, r.externalRoleAccounts,
		func(obj *access.Access) string { return valueOrZero(obj.RoleAccountID) })
}

// Usable is the batch resolver for the usable field.
func (r *accessResolver) Usable(ctx context.Context, objs []*access.Access) ([]*bool, error) {
	return eachWithReferences(ctx, r.entities, objs, func(obj *access.Access, refs access.References) (*bool, error) {
		return new(obj.Usable(refs)), nil
	})
}

// Transitions is the batch resolver for the transitions field.
func (r *accessResolver) Transitions(ctx context.Context, objs []*access.Access) ([][]access.Option, error) {
	return eachWithReferences(ctx, r.entities, objs, func(obj *access.Access, refs access.References) ([]access.Option, error) {
		return r.Services.Access.Transitions(obj, refs)
	})
}

// History is the batch resolver for the history field.
func (r *accessResolver) History(ctx context.Context, objs []*access.Access, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *access.Access) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// UserAgreement is the batch resolver for the userAgreement field.
func (r *accessActivationResolver) UserAgreement(ctx context.Context, objs []*access.Activation) ([]*access.NamedAgreement, error) {
	stored, err := r.Services.Access.AcceptedAgreements(ctx, objs)
	if err != nil {
		return nil, err
	}
	return each(objs, func(obj *access.Activation) (*access.NamedAgreement, error) { return obj.Agreement(stored) })
}

// Status is the resolver for the status field.
func (r *accessInvitationResolver) Status(ctx context.Context, obj *access.Invitation) (access.InvitationStatus, error) {
	return r.Services.Access.InvitationStatus(*obj), nil
}

// CreateAccess is the resolver for the createAccess field.
func (r *mutationResolver) CreateAccess(ctx context.Context, input access.CreateAccessInput) (*model.CreateAccessPayload, error) {
	object, err := mutate(ctx, r.Services.Access.CreateAccess, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateAccessPayload{Access: object}, nil
}

// ActivateAccess is the resolver for the activateAccess field.
func (r *mutationResolver) ActivateAccess(ctx context.Context, input access.ActivateAccessInput) (*model.ActivateAccessPayload, error) {
	object, err := mutate(ctx, r.Services.Access.ActivateAccess, input)
	if err != nil {
		return nil, err
	}
	return &model.ActivateAccessPayload{Access: object}, nil
}

// UpdateAccess is the resolver for the updateAccess field.
func (r *mutationResolver) UpdateAccess(ctx context.Context, input model.UpdateAccessInput) (*model.UpdateAccessPayload, error) {
	update := access.UpdateAccessInput{
		AccessID:          input.AccessID,
		FirstName:         field(input.FirstName),
		LastName:          field(input.LastName),
		CorporateName:     field(input.CorporateName),
		CorporateRoleName: field(input.CorporateRoleName),
		State:             field(input.State),
		ExpectedVersion:   input.ExpectedVersion.Value(),
	}
	object, err := mutate(ctx, r.Services.Access.UpdateAccess, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateAccessPayload{Access: object}, nil
}

// InviteAccess is the resolver for the inviteAccess field.
func (r *mutationResolver) InviteAccess(ctx context.Context, input access.InviteAccessInput) (*model.InviteAccessPayload, error) {
	return mutate(ctx, func(ctx context.Context, caller actor.Caller, input access.InviteAccessInput) (*model.InviteAccessPayload, error) {
		object, token, err := r.Services.Access.InviteAccess(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		return &model.InviteAccessPayload{Access: object, InvitationToken: secretOrNull(token)}, nil
	}, input)
}

// RevokeAccessInvitation is the resolver for the revokeAccessInvitation field.
func (r *mutationResolver) RevokeAccessInvitation(ctx context.Context, input access.RevokeAccessInvitationInput) (*model.RevokeAccessInvitationPayload, error) {
	object, err := mutate(ctx, r.Services.Access.RevokeAccessInvitation, input)
	if err != nil {
		return nil, err
	}
	return &model.RevokeAccessInvitationPayload{Access: object}, nil
}

// AcceptAccessInvitation is the resolver for the acceptAccessInvitation field.
func (r *mutationResolver) AcceptAccessInvitation(ctx context.Context, input access.AcceptAccessInvitationInput) (*model.AcceptAccessInvitationPayload, error) {
	object, err := r.Services.Access.AcceptAccessInvitation(ctx, requestOf(ctx).Visitor, input)
	if err != nil {
		return nil, err
	}
	return &model.AcceptAccessInvitationPayload{AccessID: object.ID, State: object.State}, nil
}

// Access is the resolver for the access field.
func (r *queryResolver) Access(ctx context.Context, accessID string) (*access.Access, error) {
	if err := access.CheckID(accessID); err != nil {
		return nil, err
	}
	return r.accesses.lookUp(ctx, accessID)
}

// Accesses is the resolver for the accesses field.
func (r *queryResolver) Accesses(ctx context.Context, first *int, after *string, last *int, before *string, filter *access.Filter, orderBy *model.AccessOrder) (*connection.Connection[*access.Access], error) {
	return r.listAccesses(ctx, r.accesses, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// AccessUserAgreement is the resolver for the accessUserAgreement field.
func (r *queryResolver) AccessUserAgreement(ctx context.Context, accessID string) (*access.NamedAgreement, error) {
	if err := access.CheckID(accessID); err != nil {
		return nil, err
	}
	object, err := r.accesses.lookUp(ctx, accessID)
	if err != nil {
		return nil, err
	}
	agreement, err := r.Services.Access.UserAgreement(object)
	if err != nil {
		return nil, err
	}
	return &agreement, nil
}

// InvitationUserAgreement is the resolver for the invitationUserAgreement field.
func (r *queryResolver) InvitationUserAgreement(ctx context.Context, invitationToken string) (*access.NamedAgreement, error) {
	agreement, err := r.Services.Access.InvitationUserAgreement(ctx, requestOf(ctx).Visitor, invitationToken)
	if err != nil {
		return nil, err
	}
	return &agreement, nil
}

// Access returns generated.AccessResolver implementation.
func (r *Resolver) Access() generated.AccessResolver { return &accessResolver{r} }

// AccessActivation returns generated.AccessActivationResolver implementation.
func (r *Resolver) AccessActivation() generated.AccessActivationResolver {
	return &accessActivationResolver{r}
}

// AccessInvitation returns generated.AccessInvitationResolver implementation.
func (r *Resolver) AccessInvitation() generated.AccessInvitationResolver {
	return &accessInvitationResolver{r}
}

type (
	accessResolver           struct{ *Resolver }
	accessActivationResolver struct{ *Resolver }
	accessInvitationResolver struct{ *Resolver }
)
