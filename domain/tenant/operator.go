package tenant

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/input"
	"accessgraph/domain/text"
)

// What an empty store gets.
const (
	firstCompanyName     = "First company"
	firstApplicationName = "Administration"
)

// operatorName stands in audit records for whoever may use the command line.
const operatorName = "operator"

// Operator is the caller of the start-up and of the operator's subcommands, for one company. It is no application of
// that company, and holds every scope.
func Operator(companyID string) actor.Caller {
	return actor.Caller{
		CompanyID: companyID, ApplicationName: operatorName, Scopes: actor.Scopes(), RequestID: uuid.NewString(),
	}
}

// Bootstrap sets an empty store up: it gets a company, and an application that holds every scope. Its key is the one of
// the configuration, or is generated when that is empty; a generated key is returned, once and never again. Where the
// store has been set up already, by another process at the same time as well, nothing is done and no key returned.
func (s *Service) Bootstrap(ctx context.Context, configuredKey string) (generated string, err error) {
	key := configuredKey
	if key == "" {
		if key, err = NewKey(); err != nil {
			return "", fmt.Errorf("setting up: %w", err)
		}
		generated = key
	}
	if err := CheckBootstrapKey(key); err != nil {
		return "", err
	}
	err = s.setUp(ctx, key)
	if errors.Is(err, commit.ErrBootstrapped) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("setting up: %w", err)
	}
	return generated, nil
}

// CheckBootstrapKey says what is wrong with the key of the configuration, by the name of its setting and without
// repeating it.
func CheckBootstrapKey(key string) error {
	if err := ParseKey(key); err != nil {
		return fmt.Errorf("ACCESSGRAPH_BOOTSTRAP_KEY is %w; `accessgraph key new` prints one", err)
	}
	return nil
}

func (s *Service) setUp(ctx context.Context, key string) error {
	companyID, err := s.Changes.IDs.New(id.Company)
	if err != nil {
		return err
	}
	wanted := CreateApplicationInput{Name: firstApplicationName, Scopes: actor.Scopes()}
	_, err = commit.Run(ctx, s.Changes, Operator(companyID), "bootstrap", func(_ context.Context, change *commit.Change) (*Application, error) {
		change.ClaimBootstrap()
		if _, err := insertCompany(change, firstCompanyName); err != nil {
			return nil, err
		}
		return insertApplication(change, wanted, key)
	})
	return err
}

// IssueKey gives an application one more key, for the operator: the way back in when its keys are lost. Where it has as
// many live keys as it may have, the oldest gives way.
func (s *Service) IssueKey(ctx context.Context, companyID, applicationID string) (string, error) {
	operator := Operator(companyID)
	decide := func(ctx context.Context, change *commit.Change) (string, error) {
		before, err := s.read(ctx, operator, applicationID)
		if err != nil {
			return "", err
		}
		key, err := NewKey()
		if err != nil {
			return "", err
		}
		added, err := newAPIKey(change, key, nil)
		if err != nil {
			return "", fmt.Errorf("issuing API key: %w", err)
		}
		return key, change.Replace(before, before.withKeyInPlaceOfOldest(added, change.Now))
	}
	return commit.Run(ctx, s.Changes, operator, "key issue", decide)
}

// CreateCompany creates a company, for the operator. In an empty store it is the first one, and nothing else is set up.
func (s *Service) CreateCompany(ctx context.Context, name string) (*Company, error) {
	clean := text.Clean(name)
	var found fault.Violations
	input.Report(&found, fault.DataNotValid, input.Problem{Path: "name", What: text.Problem(clean, 1, longestName)})
	if err := found.Err(); err != nil {
		return nil, err
	}
	created, err := s.createCompany(ctx, clean, true)
	if errors.Is(err, commit.ErrBootstrapped) {
		return s.createCompany(ctx, clean, false)
	}
	return created, err
}

func (s *Service) createCompany(ctx context.Context, name string, first bool) (*Company, error) {
	companyID, err := s.Changes.IDs.New(id.Company)
	if err != nil {
		return nil, fmt.Errorf("creating company: %w", err)
	}
	return commit.Run(ctx, s.Changes, Operator(companyID), "company create", func(_ context.Context, change *commit.Change) (*Company, error) {
		if first {
			change.ClaimBootstrap()
		}
		return insertCompany(change, name)
	})
}

// insertCompany adds the company that the change is made in.
func insertCompany(change *commit.Change, name string) (*Company, error) {
	companyID := change.Caller.CompanyID
	created := &Company{
		Base: document.Base{
			ID: companyID, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: change.Now,
		},
		Name: name,
	}
	return created, change.Insert(created)
}
