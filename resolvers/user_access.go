package resolvers

import (
	"context"

	"accessgraph/domain/audit"
	"accessgraph/domain/fault"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
	"accessgraph/graph/view"
)

// User is the batch resolver for the user field.
func (r *apiAccessResolver) User(ctx context.Context, objs []*useraccess.ApiAccess) ([]*useraccess.User, error) {
	return lookUpEach(ctx, objs, r.users, func(obj *useraccess.ApiAccess) string { return obj.UserID })
}

// Customer is the batch resolver for the customer field.
func (r *apiAccessResolver) Customer(ctx context.Context, objs []*useraccess.ApiAccess) ([]*useraccess.Customer, error) {
	return lookUpEach(ctx, objs, r.customers,
		func(obj *useraccess.ApiAccess) string { return obj.CustomerID })
}

// UserAccessRoles is the batch resolver for the userAccessRoles field.
func (r *apiAccessResolver) UserAccessRoles(ctx context.Context, objs []*useraccess.ApiAccess) ([][]useraccess.UserAccessRole, error) {
	return lookUpRoles(ctx, objs, func(obj *useraccess.ApiAccess) []string { return obj.Roles })
}

// Usable is the batch resolver for the usable field.
func (r *apiAccessResolver) Usable(ctx context.Context, objs []*useraccess.ApiAccess) ([]*bool, error) {
	return areUserAccessesUsable(ctx, r.entities, objs)
}

// Blockers is the batch resolver for the blockers field.
func (r *apiAccessResolver) Blockers(ctx context.Context, objs []*useraccess.ApiAccess) ([][]fault.Fault, error) {
	return userAccessBlockers(ctx, r.entities, objs)
}

// Language is the batch resolver for the language field.
func (r *apiAccessResolver) Language(ctx context.Context, objs []*useraccess.ApiAccess) ([]*string, error) {
	users, err := lookUpEach(ctx, objs, r.users, func(obj *useraccess.ApiAccess) string {
		if obj.Language != nil {
			return ""
		}
		return obj.UserID
	})
	languages := make([]*string, len(users))
	for i, user := range users {
		languages[i] = objs[i].Language
		if user != nil {
			languages[i] = &user.Language
		}
	}
	return languages, err
}

// History is the batch resolver for the history field.
func (r *apiAccessResolver) History(ctx context.Context, objs []*useraccess.ApiAccess, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.ApiAccess) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// User is the batch resolver for the user field.
func (r *deleteUserAccessPayloadResolver) User(ctx context.Context, objs []*view.DeleteUserAccessPayload) ([]*useraccess.User, error) {
	return lookUpEach(ctx, objs, r.users, func(obj *view.DeleteUserAccessPayload) string { return obj.UserID })
}

// CreateUserAccess is the resolver for the createUserAccess field.
func (r *mutationResolver) CreateUserAccess(ctx context.Context, input useraccess.CreateUserAccessInput) (*model.CreateUserAccessPayload, error) {
	userAccess, err := mutate(ctx, r.Services.UserAccess.CreateUserAccess, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateUserAccessPayload{UserAccess: userAccess}, nil
}

// UpdateUserAccess is the resolver for the updateUserAccess field.
func (r *mutationResolver) UpdateUserAccess(ctx context.Context, input model.UpdateUserAccessInput) (*model.UpdateUserAccessPayload, error) {
	update := useraccess.UpdateUserAccessInput{
		UserAccessID:    input.UserAccessID,
		Roles:           listField(input.Roles),
		Enabled:         field(input.Enabled),
		TwoFaEnabled:    field(input.TwoFaEnabled),
		SsoID:           field(input.SsoID),
		Name:            field(input.Name),
		Language:        field(input.Language),
		ExpectedVersion: input.ExpectedVersion.Value(),
	}
	userAccess, err := mutate(ctx, r.Services.UserAccess.UpdateUserAccess, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateUserAccessPayload{UserAccess: userAccess}, nil
}

// DeleteUserAccess is the resolver for the deleteUserAccess field.
func (r *mutationResolver) DeleteUserAccess(ctx context.Context, input useraccess.DeleteUserAccessInput) (*view.DeleteUserAccessPayload, error) {
	deleted, err := mutate(ctx, r.Services.UserAccess.DeleteUserAccess, input)
	if err != nil {
		return nil, err
	}
	return &view.DeleteUserAccessPayload{DeletedUserAccessID: deleted.ID, UserID: deleted.UserID}, nil
}

// RecordUserAccessLogin is the resolver for the recordUserAccessLogin field.
func (r *mutationResolver) RecordUserAccessLogin(ctx context.Context, input useraccess.RecordUserAccessLoginInput) (*model.RecordUserAccessLoginPayload, error) {
	userAccess, err := mutate(ctx, r.Services.UserAccess.RecordUserAccessLogin, input)
	if err != nil {
		return nil, err
	}
	return &model.RecordUserAccessLoginPayload{UserAccess: userAccess}, nil
}

// User is the batch resolver for the user field.
func (r *profileAccessResolver) User(ctx context.Context, objs []*useraccess.ProfileAccess) ([]*useraccess.User, error) {
	return lookUpEach(ctx, objs, r.users, func(obj *useraccess.ProfileAccess) string { return obj.UserID })
}

// Customer is the batch resolver for the customer field.
func (r *profileAccessResolver) Customer(ctx context.Context, objs []*useraccess.ProfileAccess) ([]*useraccess.Customer, error) {
	return lookUpEach(ctx, objs, r.customers,
		func(obj *useraccess.ProfileAccess) string { return obj.CustomerID })
}

// UserAccessRoles is the batch resolver for the userAccessRoles field.
func (r *profileAccessResolver) UserAccessRoles(ctx context.Context, objs []*useraccess.ProfileAccess) ([][]useraccess.UserAccessRole, error) {
	return lookUpRoles(ctx, objs, func(obj *useraccess.ProfileAccess) []string { return obj.Roles })
}

// Usable is the batch resolver for the usable field.
func (r *profileAccessResolver) Usable(ctx context.Context, objs []*useraccess.ProfileAccess) ([]*bool, error) {
	return areUserAccessesUsable(ctx, r.entities, objs)
}

// Blockers is the batch resolver for the blockers field.
func (r *profileAccessResolver) Blockers(ctx context.Context, objs []*useraccess.ProfileAccess) ([][]fault.Fault, error) {
	return userAccessBlockers(ctx, r.entities, objs)
}

// History is the batch resolver for the history field.
func (r *profileAccessResolver) History(ctx context.Context, objs []*useraccess.ProfileAccess, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.ProfileAccess) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// UserAccess is the resolver for the userAccess field.
func (r *queryResolver) UserAccess(ctx context.Context, userAccessID string) (useraccess.UserAccess, error) {
	record, err := r.userAccesses.lookUp(ctx, userAccessID)
	if err != nil {
		return nil, err
	}
	return record.View(), nil
}

// UserAccesses is the resolver for the userAccesses field.
func (r *queryResolver) UserAccesses(ctx context.Context, first *int, after *string, last *int, before *string, filter *useraccess.UserAccessFilter, orderBy *model.UserAccessOrder) (*connection.Connection[useraccess.UserAccess], error) {
	return r.listUserAccesses(ctx, r.userAccesses, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// User is the batch resolver for the user field.
func (r *ssoAccessResolver) User(ctx context.Context, objs []*useraccess.SsoAccess) ([]*useraccess.User, error) {
	return lookUpEach(ctx, objs, r.users, func(obj *useraccess.SsoAccess) string { return obj.UserID })
}

// Customer is the batch resolver for the customer field.
func (r *ssoAccessResolver) Customer(ctx context.Context, objs []*useraccess.SsoAccess) ([]*useraccess.Customer, error) {
	return lookUpEach(ctx, objs, r.customers,
		func(obj *useraccess.SsoAccess) string { return obj.CustomerID })
}

// UserAccessRoles is the batch resolver for the userAccessRoles field.
func (r *ssoAccessResolver) UserAccessRoles(ctx context.Context, objs []*useraccess.SsoAccess) ([][]useraccess.UserAccessRole, error) {
	return lookUpRoles(ctx, objs, func(obj *useraccess.SsoAccess) []string { return obj.Roles })
}

// Usable is the batch resolver for the usable field.
func (r *ssoAccessResolver) Usable(ctx context.Context, objs []*useraccess.SsoAccess) ([]*bool, error) {
	return areUserAccessesUsable(ctx, r.entities, objs)
}

// Blockers is the batch resolver for the blockers field.
func (r *ssoAccessResolver) Blockers(ctx context.Context, objs []*useraccess.SsoAccess) ([][]fault.Fault, error) {
	return userAccessBlockers(ctx, r.entities, objs)
}

// History is the batch resolver for the history field.
func (r *ssoAccessResolver) History(ctx context.Context, objs []*useraccess.SsoAccess, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.SsoAccess) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// User is the batch resolver for the user field.
func (r *uiAccessResolver) User(ctx context.Context, objs []*useraccess.UiAccess) ([]*useraccess.User, error) {
	return lookUpEach(ctx, objs, r.users, func(obj *useraccess.UiAccess) string { return obj.UserID })
}

// Customer is the batch resolver for the customer field.
func (r *uiAccessResolver) Customer(ctx context.Context, objs []*useraccess.UiAccess) ([]*useraccess.Customer, error) {
	return lookUpEach(ctx, objs, r.customers, func(obj *useraccess.UiAccess) string { return obj.CustomerID })
}

// UserAccessRoles is the batch resolver for the userAccessRoles field.
func (r *uiAccessResolver) UserAccessRoles(ctx context.Context, objs []*useraccess.UiAccess) ([][]useraccess.UserAccessRole, error) {
	return lookUpRoles(ctx, objs, func(obj *useraccess.UiAccess) []string { return obj.Roles })
}

// Usable is the batch resolver for the usable field.
func (r *uiAccessResolver) Usable(ctx context.Context, objs []*useraccess.UiAccess) ([]*bool, error) {
	return areUserAccessesUsable(ctx, r.entities, objs)
}

// Blockers is the batch resolver for the blockers field.
func (r *uiAccessResolver) Blockers(ctx context.Context, objs []*useraccess.UiAccess) ([][]fault.Fault, error) {
	return userAccessBlockers(ctx, r.entities, objs)
}

// History is the batch resolver for the history field.
func (r *uiAccessResolver) History(ctx context.Context, objs []*useraccess.UiAccess, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *useraccess.UiAccess) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// ApiAccess returns generated.ApiAccessResolver implementation.
func (r *Resolver) ApiAccess() generated.ApiAccessResolver { return &apiAccessResolver{r} }

// DeleteUserAccessPayload returns generated.DeleteUserAccessPayloadResolver implementation.
func (r *Resolver) DeleteUserAccessPayload() generated.DeleteUserAccessPayloadResolver {
	return &deleteUserAccessPayloadResolver{r}
}

// ProfileAccess returns generated.ProfileAccessResolver implementation.
func (r *Resolver) ProfileAccess() generated.ProfileAccessResolver { return &profileAccessResolver{r} }

// SsoAccess returns generated.SsoAccessResolver implementation.
func (r *Resolver) SsoAccess() generated.SsoAccessResolver { return &ssoAccessResolver{r} }

// UiAccess returns generated.UiAccessResolver implementation.
func (r *Resolver) UiAccess() generated.UiAccessResolver { return &uiAccessResolver{r} }

type (
	apiAccessResolver               struct{ *Resolver }
	deleteUserAccessPayloadResolver struct{ *Resolver }
	profileAccessResolver           struct{ *Resolver }
	ssoAccessResolver               struct{ *Resolver }
	uiAccessResolver                struct{ *Resolver }
)
