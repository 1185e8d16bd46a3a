package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/generated"
)

// Application is the resolver for the application field.
func (r *actorResolver) Application(ctx context.Context, obj *actor.Actor) (*tenant.Application, error) {
	if obj.ApplicationID == "" {
		return none[tenant.Application]()
	}
	return application(ctx, obj.ApplicationID)
}

// User is the resolver for the user field.
func (r *actorResolver) User(ctx context.Context, obj *actor.Actor) (*useraccess.User, error) {
	return lookUpIfAny(ctx, (*dataloaders.Loaders).Users, obj.UserID, useraccess.UserNotFound)
}

// Viewer is the resolver for the viewer field.
func (r *queryResolver) Viewer(ctx context.Context) (*actor.Caller, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	return &calling, nil
}

// Application is the resolver for the application field.
func (r *viewerResolver) Application(ctx context.Context, obj *actor.Caller) (*tenant.Application, error) {
	return lookUp(ctx, (*dataloaders.Loaders).Applications, obj.ApplicationID, tenant.ApplicationNotFound)
}

// Company is the resolver for the company field.
func (r *viewerResolver) Company(ctx context.Context, obj *actor.Caller) (*tenant.Company, error) {
	return load(ctx, (*dataloaders.Loaders).Companies, obj.CompanyID)
}

// Actor returns generated.ActorResolver implementation.
func (r *Resolver) Actor() generated.ActorResolver { return &actorResolver{r} }

// Viewer returns generated.ViewerResolver implementation.
func (r *Resolver) Viewer() generated.ViewerResolver { return &viewerResolver{r} }

type (
	actorResolver  struct{ *Resolver }
	viewerResolver struct{ *Resolver }
)
