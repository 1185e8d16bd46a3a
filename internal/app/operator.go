package app

import (
	"context"
	"errors"
	"fmt"
	"io"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/tenant"
	"accessgraph/mongo"
)

// SetUp makes the store ready: an empty one gets its indexes, a company, and an application that holds every scope. It
// returns what it created, which is empty if the store was set up before. It also stores the agreements that users accept; the error
// of one whose text has changed under its version names the setting.
func (a *App) SetUp(ctx context.Context, bootstrapKey string) (tenant.Setup, error) {
	if err := a.store.EnsureIndexes(ctx); err != nil {
		return tenant.Setup{}, err
	}
	done, err := a.store.Operator().Bootstrapped(ctx)
	if err != nil {
		return tenant.Setup{}, fmt.Errorf("looking for the first company: %w", err)
	}
	var setup tenant.Setup
	if !done {
		if setup, err = a.tenants.Bootstrap(ctx, bootstrapKey); err != nil {
			return tenant.Setup{}, err
		}
	}
	// Not before there is a company: a store without one must have no document.
	return setup, a.storeAgreements(ctx, *a.agreements.Load())
}

// Names of the store that the operator's subcommands need.
type (
	// Progress reports what a migration does.
	Progress = mongo.Progress
	// Problem is a fault of a store.
	Problem = mongo.Problem
	// Migrated is the result of a migration.
	Migrated = mongo.Migrated
)

// Migrate brings the store up to what this version of the program needs, as mongo.Store.Migrate does.
func (a *App) Migrate(ctx context.Context, progress Progress) (Migrated, error) {
	return a.store.Migrate(ctx, progress)
}

// VerifyDocuments reports every inconsistency between documents, and returns the number of documents that it read.
func (a *App) VerifyDocuments(ctx context.Context, report func(Problem)) (int, error) {
	return a.store.VerifyDocuments(ctx, report)
}

// RepairDocuments rebuilds what is derived from documents, reports each problem and whether it is repaired, and returns the number
// of those that are not.
func (a *App) RepairDocuments(ctx context.Context, report func(problem Problem, repaired bool)) (int, error) {
	return a.store.RepairDocuments(ctx, report)
}

// Export writes the whole store to an archive, as it is at one moment, and returns the number of documents. What a damaged
// store cannot read is left out and reported.
func (a *App) Export(ctx context.Context, out io.Writer, report func(Problem)) (int, error) {
	return a.store.Export(ctx, out, report)
}

// Failed is closed when the store has stopped for good, and the process should finish its requests and end with Err.
func (a *App) Failed() <-chan struct{} { return a.store.Failed() }

// Err returns why the store has stopped, or nil.
func (a *App) Err() error { return a.store.Err() }

// Import fills the store, which must be empty and not in use, from an archive, and returns the number of documents.
func (a *App) Import(ctx context.Context, in io.ReadSeeker, progress Progress) (int, error) {
	return a.store.Import(ctx, in, progress)
}

// CreateCompany is the operator's `company create`.
func (a *App) CreateCompany(ctx context.Context, name string) (*tenant.Company, error) {
	if err := a.store.EnsureIndexes(ctx); err != nil {
		return nil, err
	}
	return a.tenants.CreateCompany(ctx, name)
}

// CreateApplication is the operator's `application create`. It returns the application and its key.
func (a *App) CreateApplication(ctx context.Context, companyID string, input tenant.CreateApplicationInput) (*tenant.Application, string, error) {
	_, err := a.store.Companies().Get(ctx, companyID, companyID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, "", fmt.Errorf("there is no company %s", companyID)
	}
	if err != nil {
		return nil, "", fmt.Errorf("reading the company: %w", err)
	}
	issued, err := a.tenants.CreateApplication(ctx, tenant.Operator(companyID), input)
	return issued.Application, issued.Secret, err
}

// EachCompany is the operator's `company list`: it calls visit for each company, in the order of creation.
func (a *App) EachCompany(ctx context.Context, visit func(*tenant.Company) error) error {
	return a.store.Operator().Companies(ctx, visit)
}

// EachApplication is the operator's `application list`: it calls visit for each application of a company, or of all companies if
// companyID is empty, in the order of creation.
func (a *App) EachApplication(ctx context.Context, companyID string, visit func(*tenant.Application) error) error {
	return a.store.Operator().Applications(ctx, func(application *tenant.Application) error {
		if companyID != "" && application.CompanyID != companyID {
			return nil
		}
		return visit(application)
	})
}

// IssueKey is the operator's `key issue`: the way back in for a company whose keys are lost. It returns the new key.
func (a *App) IssueKey(ctx context.Context, applicationID string) (string, error) {
	application, err := a.store.Operator().Application(ctx, applicationID)
	if errors.Is(err, document.ErrAbsent) {
		return "", fmt.Errorf("there is no application %s", applicationID)
	}
	if err != nil {
		return "", fmt.Errorf("reading the application: %w", err)
	}
	return a.tenants.IssueKey(ctx, application.CompanyID, applicationID)
}

// AllScopes returns every scope there is.
func AllScopes() []actor.Scope { return actor.Scopes() }
