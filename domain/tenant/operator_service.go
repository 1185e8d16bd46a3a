package tenant

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

// The names of the company and the application that an empty store gets.
const (
	firstCompanyName     = "First company"
	firstApplicationName = "Administration"
)

// operatorName is the application name in audit records of the command line.
const operatorName = "operator"

// Operator returns the caller of the start-up and of the operator's subcommands for a company. It is not an application of the
// company, and it has every scope.
func Operator(companyID string) actor.Caller {
	return actor.Caller{
		CompanyID: companyID, ApplicationName: operatorName, Scopes: actor.Scopes(), RequestID: uuid.NewString(),
	}
}

// Setup is what setting up an empty store created. It is empty if the store had been set up already.
type Setup struct {
	CompanyID, ApplicationID string
	// GeneratedKey is the key of the application, which cannot be read again; empty if the key was configured.
	GeneratedKey string
}

// Bootstrap sets up an empty store: it creates a company, and an application that has every scope. The key of the application is
// configuredKey or, if that is empty, a generated key. If the store has been set up already, also by a concurrent process,
// Bootstrap does nothing.
func (s *Service) Bootstrap(ctx context.Context, configuredKey string) (Setup, error) {
	var setup Setup
	key := configuredKey
	if key == "" {
		var err error
		if key, err = NewKey(); err != nil {
			return Setup{}, fmt.Errorf("setting up: %w", err)
		}
		setup.GeneratedKey = key
	}
	if err := ParseKey(key); err != nil {
		return Setup{}, fmt.Errorf("setting up: the configured key is %w", err)
	}
	application, err := s.setUp(ctx, key)
	if errors.Is(err, commit.ErrBootstrapped) {
		return Setup{}, nil
	}
	if err != nil {
		return Setup{}, fmt.Errorf("setting up: %w", err)
	}
	setup.CompanyID, setup.ApplicationID = application.CompanyID, application.ID
	return setup, nil
}

func (s *Service) setUp(ctx context.Context, key string) (*Application, error) {
	companyID, err := s.Changes.IDs.New(id.Company)
	if err != nil {
		return nil, err
	}
	input := CreateApplicationInput{Name: firstApplicationName, Scopes: actor.Scopes()}
	return commit.Run(ctx, s.Changes, Operator(companyID), "bootstrap", func(_ context.Context, change *commit.Change) (*Application, error) {
		change.ClaimBootstrap()
		if _, err := insertCompany(change, firstCompanyName); err != nil {
			return nil, err
		}
		return insertApplication(change, input, key)
	})
}

// IssueKey issues one more key of an application for the operator, for example if its keys are lost. If the application has as many
// live keys as the limit allows, the oldest is removed.
func (s *Service) IssueKey(ctx context.Context, companyID, applicationID string) (string, error) {
	operator := Operator(companyID)
	decide := func(ctx context.Context, change *commit.Change) (string, error) {
		before, err := s.load(ctx, operator, applicationID)
		if err != nil {
			return "", err
		}
		secret, err := NewKey()
		if err != nil {
			return "", err
		}
		key, err := newAPIKey(change, secret, nil)
		if err != nil {
			return "", fmt.Errorf("issuing API key: %w", err)
		}
		return secret, change.Replace(before, before.withKeyInPlaceOfOldest(key, change.Now))
	}
	return commit.Run(ctx, s.Changes, operator, "key issue", decide)
}

// CreateCompany creates a company for the operator. In an empty store it is the first company, and no application is created.
func (s *Service) CreateCompany(ctx context.Context, name string) (*Company, error) {
	var fields inputs.Fields
	name = fields.Text("name", name, 1, longestName)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	company, err := s.createCompany(ctx, name, true)
	if errors.Is(err, commit.ErrBootstrapped) {
		return s.createCompany(ctx, name, false)
	}
	return company, err
}

func (s *Service) createCompany(ctx context.Context, name string, isFirst bool) (*Company, error) {
	companyID, err := s.Changes.IDs.New(id.Company)
	if err != nil {
		return nil, fmt.Errorf("creating company: %w", err)
	}
	return commit.Run(ctx, s.Changes, Operator(companyID), "company create", func(_ context.Context, change *commit.Change) (*Company, error) {
		if isFirst {
			change.ClaimBootstrap()
		}
		return insertCompany(change, name)
	})
}

// insertCompany adds the company of the caller to a change.
func insertCompany(change *commit.Change, name string) (*Company, error) {
	company := newCompany(change.Caller.CompanyID, name, change.Now)
	return company, change.Insert(company)
}
