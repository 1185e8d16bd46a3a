package resolvers

import (
	"context"

	"accessgraph/domain/actor"
	"accessgraph/domain/tenant"
)

// none answers null where the schema says that there may be nothing.
func none[T any]() (*T, error) {
	var nothing *T
	return nothing, nil
}

// application reads an application: the caller's own with any key, another with ADMIN.
func (r *Resolver) readApplication(ctx context.Context, applicationID string) (*tenant.Application, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	if !calling.MayReadApplication(applicationID) {
		return nil, scopeRequired(ctx, actor.Admin)
	}
	return r.applications.lookUp(ctx, applicationID)
}

// applicationsOf reads the application of each actor: the caller's own with any key, another with ADMIN.
func (r *Resolver) applicationsOf(ctx context.Context, actors []*actor.Actor) ([]*tenant.Application, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	calling := request.Caller
	r.applications.loader(request.Loaders).Fetch(ctx, idsOf(actors, func(of *actor.Actor) string {
		if !calling.MayReadApplication(of.ApplicationID) {
			return ""
		}
		return of.ApplicationID
	}))
	return each(actors, func(of *actor.Actor) (*tenant.Application, error) {
		if of.ApplicationID == "" {
			return none[tenant.Application]()
		}
		return r.readApplication(ctx, of.ApplicationID)
	})
}

// mutate has the domain make a change for the caller. The fields of the payload see what the change left.
func mutate[I, R any](ctx context.Context, change func(context.Context, actor.Caller, I) (R, error), input I) (R, error) {
	var nothing R
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nothing, err
	}
	defer request.Loaders.Forget()
	return change(ctx, *request.Caller, input)
}

// shownOnce answers null for a secret that is not there: an answer that repeats an earlier one has none.
func shownOnce(secret string) *string {
	if secret == "" {
		return nil
	}
	return &secret
}
