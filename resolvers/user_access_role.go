package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/audit"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// CreateUserAccessRole is the resolver for the createUserAccessRole field.
func (r *mutationResolver) CreateUserAccessRole(ctx context.Context, input useraccess.CreateUserAccessRoleInput) (*model.CreateUserAccessRolePayload, error) {
	changed, err := mutate(ctx, r.Services.UserAccess.CreateUserAccessRole, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateUserAccessRolePayload{UserAccessRole: changed}, nil
}

// DeleteUserAccessRole is the resolver for the deleteUserAccessRole field.
func (r *mutationResolver) DeleteUserAccessRole(ctx context.Context, input useraccess.DeleteUserAccessRoleInput) (*model.DeleteUserAccessRolePayload, error) {
	deleted, err := mutate(ctx, r.Services.UserAccess.DeleteUserAccessRole, input)
	if err != nil {
		return nil, err
	}
	return &model.DeleteUserAccessRolePayload{DeletedCode: deleted.Code}, nil
}

// UserAccessRoles is the resolver for the userAccessRoles field.
func (r *queryResolver) UserAccessRoles(ctx context.Context, first *int, after *string, last *int, before *string, grantable *bool) (*connection.Connection[*useraccess.UserAccessRole], error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	return list(ctx, listing[useraccess.UserAccessRole, useraccess.RoleFilter]{
		name: "userAccessRoles", from: r.Lists.UserAccessRoles, filter: useraccess.ListedRoles(calling, grantable),
		loader: (*dataloaders.Loaders).UserAccessRoles,
	}, window(first, after, last, before))
}

// History is the resolver for the history field.
func (r *userAccessRoleResolver) History(ctx context.Context, obj *useraccess.UserAccessRole, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) (*connection.Connection[*audit.Record], error) {
	return r.history(ctx, obj.ID, filter, orderBy, window(first, after, last, before))
}

// UserAccessRole returns generated.UserAccessRoleResolver implementation.
func (r *Resolver) UserAccessRole() generated.UserAccessRoleResolver {
	return &userAccessRoleResolver{r}
}

type userAccessRoleResolver struct{ *Resolver }
