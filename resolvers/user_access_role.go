package resolvers

import (
	"context"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// CreateUserAccessRole is the resolver for the createUserAccessRole field.
func (r *mutationResolver) CreateUserAccessRole(ctx context.Context, input useraccess.CreateUserAccessRoleInput) (*model.CreateUserAccessRolePayload, error) {
	role, err := mutate(ctx, r.Services.UserAccess.CreateUserAccessRole, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateUserAccessRolePayload{UserAccessRole: role}, nil
}

// UpdateUserAccessRole is the resolver for the updateUserAccessRole field.
func (r *mutationResolver) UpdateUserAccessRole(ctx context.Context, input model.UpdateUserAccessRoleInput) (*model.UpdateUserAccessRolePayload, error) {
	update := useraccess.UpdateUserAccessRoleInput{
		UserAccessRoleID: input.UserAccessRoleID, Description: field(input.Description), ExpectedVersion: input.ExpectedVersion.Value(),
	}
	role, err := mutate(ctx, r.Services.UserAccess.UpdateUserAccessRole, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateUserAccessRolePayload{UserAccessRole: role}, nil
}

// DeleteUserAccessRole is the resolver for the deleteUserAccessRole field.
func (r *mutationResolver) DeleteUserAccessRole(ctx context.Context, input useraccess.DeleteUserAccessRoleInput) (*model.DeleteUserAccessRolePayload, error) {
	deleted, err := mutate(ctx, r.Services.UserAccess.DeleteUserAccessRole, input)
	if err != nil {
		return nil, err
	}
	return &model.DeleteUserAccessRolePayload{DeletedUserAccessRoleID: deleted.ID}, nil
}

// UserAccessRole is the resolver for the userAccessRole field.
func (r *queryResolver) UserAccessRole(ctx context.Context, userAccessRoleID string) (*useraccess.UserAccessRole, error) {
	return r.userAccessRoles.lookUp(ctx, userAccessRoleID)
}

// UserAccessRoles is the resolver for the userAccessRoles field.
func (r *queryResolver) UserAccessRoles(ctx context.Context, first *int, after *string, last *int, before *string, filter *useraccess.UserAccessRoleFilter, orderBy *model.UserAccessRoleOrder) (*connection.Connection[*useraccess.UserAccessRole], error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	criteria, err := r.Services.UserAccess.RoleFilter(ctx, caller, valueOrZero(filter))
	if err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.UserAccessRoleOrderFieldCode, orderBy.Direction)
	}
	return list(ctx, r.userAccessRoles, r.userAccessRoles, criteria, order, pageArguments(first, after, last, before))
}

// UserAccesses is the batch resolver for the userAccesses field.
func (r *userAccessRoleResolver) UserAccesses(ctx context.Context, objs []*useraccess.UserAccessRole, first *int, after *string, last *int, before *string, filter *useraccess.UserAccessFilter, orderBy *model.UserAccessOrder) ([]*connection.Connection[useraccess.UserAccess], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.UserAccessRole) (*connection.Connection[useraccess.UserAccess], error) {
		criteria := valueOrZero(filter).Normal()
		lister := within(r.userAccesses, &criteria.Role, obj.Code)
		return r.listUserAccesses(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *userAccessRoleResolver) History(ctx context.Context, objs []*useraccess.UserAccessRole, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.UserAccessRole) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// UserAccessRole returns generated.UserAccessRoleResolver implementation.
func (r *Resolver) UserAccessRole() generated.UserAccessRoleResolver {
	return &userAccessRoleResolver{r}
}

type userAccessRoleResolver struct{ *Resolver }
