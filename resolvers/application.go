package resolvers

import (
	"context"
	"errors"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// LastUsedAt is the batch resolver for the lastUsedAt field.
func (r *apiKeyResolver) LastUsedAt(ctx context.Context, objs []*tenant.ApiKey) ([]*time.Time, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	uses := loaders.APIKeyUses()
	uses.Prefetch(ctx, idsOf(objs, func(obj *tenant.ApiKey) string { return obj.ID }))
	return each(objs, func(obj *tenant.ApiKey) (*time.Time, error) {
		at, err := uses.Load(ctx, obj.ID)
		if errors.Is(err, document.ErrAbsent) {
			return none[time.Time]()
		}
		return &at, err
	})
}

// GrantableUserAccessRoles is the batch resolver for the grantableUserAccessRoles field.
func (r *applicationResolver) GrantableUserAccessRoles(ctx context.Context, objs []*tenant.Application) ([][]useraccess.UserAccessRole, error) {
	return lookUpRoles(ctx, objs, func(obj *tenant.Application) []string { return obj.GrantableRoles })
}

// History is the batch resolver for the history field.
func (r *applicationResolver) History(ctx context.Context, objs []*tenant.Application, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *tenant.Application) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateApplication is the resolver for the createApplication field.
func (r *mutationResolver) CreateApplication(ctx context.Context, input tenant.CreateApplicationInput) (*model.CreateApplicationPayload, error) {
	return mutate(ctx, func(ctx context.Context, caller actor.Caller, input tenant.CreateApplicationInput) (*model.CreateApplicationPayload, error) {
		key, err := r.Services.Tenant.CreateApplication(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		return &model.CreateApplicationPayload{Application: key.Application, APIKeyID: key.ID, APIKey: secretOrNull(key.Secret)}, nil
	}, input)
}

// UpdateApplication is the resolver for the updateApplication field.
func (r *mutationResolver) UpdateApplication(ctx context.Context, input model.UpdateApplicationInput) (*model.UpdateApplicationPayload, error) {
	update := tenant.UpdateApplicationInput{
		ApplicationID:   input.ApplicationID,
		Name:            field(input.Name),
		Enabled:         field(input.Enabled),
		Scopes:          listField(input.Scopes),
		GrantableRoles:  listField(input.GrantableRoles),
		ExpectedVersion: input.ExpectedVersion.Value(),
	}
	application, err := mutate(ctx, r.Services.Tenant.UpdateApplication, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateApplicationPayload{Application: application}, nil
}

// IssueAPIKey is the resolver for the issueApiKey field.
func (r *mutationResolver) IssueAPIKey(ctx context.Context, input tenant.IssueApiKeyInput) (*model.IssueAPIKeyPayload, error) {
	return mutate(ctx, func(ctx context.Context, caller actor.Caller, input tenant.IssueApiKeyInput) (*model.IssueAPIKeyPayload, error) {
		key, err := r.Services.Tenant.IssueApiKey(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		return &model.IssueAPIKeyPayload{Application: key.Application, APIKeyID: key.ID, APIKey: secretOrNull(key.Secret)}, nil
	}, input)
}

// RevokeAPIKey is the resolver for the revokeApiKey field.
func (r *mutationResolver) RevokeAPIKey(ctx context.Context, input tenant.RevokeApiKeyInput) (*model.RevokeAPIKeyPayload, error) {
	application, err := mutate(ctx, r.Services.Tenant.RevokeApiKey, input)
	if err != nil {
		return nil, err
	}
	return &model.RevokeAPIKeyPayload{Application: application, RevokedAPIKeyID: input.APIKeyID}, nil
}

// Application is the resolver for the application field.
func (r *queryResolver) Application(ctx context.Context, applicationID string) (*tenant.Application, error) {
	return r.lookUpApplication(ctx, applicationID)
}

// Applications is the resolver for the applications field.
func (r *queryResolver) Applications(ctx context.Context, first *int, after *string, last *int, before *string, filter *tenant.ApplicationFilter, orderBy *model.ApplicationOrder) (*connection.Connection[*tenant.Application], error) {
	criteria := valueOrZero(filter)
	if err := criteria.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.ApplicationOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.applications, r.applications, criteria, order, pageArguments(first, after, last, before))
}

// ApiKey returns generated.ApiKeyResolver implementation.
func (r *Resolver) ApiKey() generated.ApiKeyResolver { return &apiKeyResolver{r} }

// Application returns generated.ApplicationResolver implementation.
func (r *Resolver) Application() generated.ApplicationResolver { return &applicationResolver{r} }

type (
	apiKeyResolver      struct{ *Resolver }
	applicationResolver struct{ *Resolver }
)
