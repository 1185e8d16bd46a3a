package resolvers

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/generated"
)

// Application is the batch resolver for the application field.
func (r *actorResolver) Application(ctx context.Context, objs []*actor.Actor) ([]*tenant.Application, error) {
	return r.lookUpApplications(ctx, objs)
}

// User is the batch resolver for the user field.
func (r *actorResolver) User(ctx context.Context, objs []*actor.Actor) ([]*useraccess.User, error) {
	return lookUpEach(ctx, objs, r.users, func(obj *actor.Actor) string { return valueOrZero(obj.UserID) })
}

// Viewer is the resolver for the viewer field.
func (r *queryResolver) Viewer(ctx context.Context) (*actor.Caller, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	return &caller, nil
}

// Application is the batch resolver for the application field.
func (r *viewerResolver) Application(ctx context.Context, objs []*actor.Caller) ([]*tenant.Application, error) {
	return lookUpEach(ctx, objs, r.applications, func(obj *actor.Caller) string { return obj.ApplicationID })
}

// Company is the batch resolver for the company field.
func (r *viewerResolver) Company(ctx context.Context, objs []*actor.Caller) ([]*tenant.Company, error) {
	return lookUpEach(ctx, objs, r.companies, func(obj *actor.Caller) string { return obj.CompanyID })
}

// Actor returns generated.ActorResolver implementation.
func (r *Resolver) Actor() generated.ActorResolver { return &actorResolver{r} }

// Viewer returns generated.ViewerResolver implementation.
func (r *Resolver) Viewer() generated.ViewerResolver { return &viewerResolver{r} }

type (
	actorResolver  struct{ *Resolver }
	viewerResolver struct{ *Resolver }
)
