package resolvers

import (
	"context"
	"errors"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/tenant"
)

// choose picks one loader of a request.
type choose[T any] func(dataloaders.Loaders) dataloaders.Documents[T]

// load reads a document of the caller's company. It returns document.ErrAbsent when there is none.
func load[T any](ctx context.Context, from choose[T], documentID string) (*T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	return from(loaders).Load(ctx, documentID)
}

// lookUp reads a document, or says in the documented words that there is none.
func lookUp[T any](ctx context.Context, from choose[T], documentID string, notFound func(documentID string) error) (*T, error) {
	found, err := load(ctx, from, documentID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, notFound(documentID)
	}
	return found, err
}

// none answers null where the schema says that there may be nothing.
func none[T any]() (*T, error) {
	var nothing *T
	return nothing, nil
}

// application reads an application: the caller's own with any key, another with ADMIN.
func application(ctx context.Context, applicationID string) (*tenant.Application, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	if !calling.MayReadApplication(applicationID) {
		return nil, scopeRequired(ctx, actor.Admin)
	}
	return lookUp(ctx, dataloaders.Loaders.Applications, applicationID, tenant.ApplicationNotFound)
}

// applicationsOf reads the application of each actor: the caller's own with any key, another with ADMIN.
func applicationsOf(ctx context.Context, actors []*actor.Actor) ([]*tenant.Application, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	calling := request.Caller
	request.Loaders.Applications().Fetch(ctx, idsOf(actors, func(of *actor.Actor) string {
		if !calling.MayReadApplication(of.ApplicationID) {
			return ""
		}
		return of.ApplicationID
	}))
	return each(actors, func(of *actor.Actor) (*tenant.Application, error) {
		if of.ApplicationID == "" {
			return none[tenant.Application]()
		}
		return application(ctx, of.ApplicationID)
	})
}

// companyMissing is the error of a caller whose company is not there.
func companyMissing(string) error { return document.ErrAbsent }

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
