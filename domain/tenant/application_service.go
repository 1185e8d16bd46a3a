package tenant

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// CreateApplication creates an application, which is enabled, and its first key: a secret that cannot be read again. It raises
// DATA_NOT_VALID and USER_ACCESS_ROLE_UNKNOWN.
func (s *Service) CreateApplication(ctx context.Context, caller actor.Caller, input CreateApplicationInput) (IssuedKey, error) {
	described, err := newApplication(input)
	if err != nil {
		return IssuedKey{}, err
	}
	return commit.Run(ctx, s.Changes, caller, "createApplication", func(ctx context.Context, change *commit.Change) (IssuedKey, error) {
		if err := s.requireRoles(ctx, caller, described.GrantableRoles, input.GrantableRoles); err != nil {
			return IssuedKey{}, err
		}
		key, err := NewKey()
		if err != nil {
			return IssuedKey{}, err
		}
		application, err := insertApplication(change, input, key)
		if err != nil {
			return IssuedKey{}, err
		}
		return IssuedKey{Application: application, ID: application.Keys[0].ID, Secret: key}, nil
	})
}

// insertApplication adds an application with one key to a change.
func insertApplication(change *commit.Change, input CreateApplicationInput, key string) (*Application, error) {
	application, err := newApplication(input)
	if err != nil {
		return nil, err
	}
	if application.Base, err = change.NewBase(id.Application); err != nil {
		return nil, fmt.Errorf("creating application: %w", err)
	}
	firstKey, err := newAPIKey(change, key, nil)
	if err != nil {
		return nil, fmt.Errorf("creating application: %w", err)
	}
	application.Keys, application.CreatedBy = []ApiKey{firstKey}, change.Caller.Actor()
	return application, change.Insert(application)
}

// UpdateApplication changes the fields that the input sets. It raises APPLICATION_NOT_FOUND, VERSION_CONFLICT, DATA_NOT_VALID,
// USER_ACCESS_ROLE_UNKNOWN, and ADMIN_APPLICATION_REQUIRED if the company could no longer be administered.
func (s *Service) UpdateApplication(ctx context.Context, caller actor.Caller, input UpdateApplicationInput) (*Application, error) {
	return commit.Run(ctx, s.Changes, caller, "updateApplication", func(ctx context.Context, change *commit.Change) (*Application, error) {
		before, err := s.load(ctx, caller, input.ApplicationID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.update(input)
		if err != nil {
			return nil, err
		}
		if input.GrantableRoles.IsSet {
			if err := s.requireRoles(ctx, caller, after.GrantableRoles, *input.GrantableRoles.Value); err != nil {
				return nil, err
			}
		}
		return s.replace(ctx, change, before, after)
	})
}

// replace adds the next version of an application to a change, which relies on a stand-in if the company needs one.
func (s *Service) replace(ctx context.Context, change *commit.Change, before, after *Application) (*Application, error) {
	if needsStandIn(before, after, change.Now) {
		other, err := s.standIn(ctx, before, leavingFields(before, after), change.Now)
		if err != nil {
			return nil, err
		}
		change.RelyOn(other)
	}
	return after, change.Replace(before, after)
}

// standIn pages through the applications with the scope ADMIN until it finds one that is usable for standInTime. It raises
// ADMIN_APPLICATION_REQUIRED at the paths of an input.
func (s *Service) standIn(ctx context.Context, leaving *Application, paths []string, now time.Time) (*Application, error) {
	request := document.PageRequest{First: document.MaxPageSize}
	for {
		page, err := s.Applications.List(ctx, leaving.CompanyID, ApplicationFilter{Scope: actor.Admin}, request)
		if err != nil {
			return nil, fmt.Errorf("listing the applications that hold ADMIN: %w", err)
		}
		if other, ok := standIn(leaving.ID, page.Items, now); ok {
			return other, nil
		}
		if !page.More {
			refusal := fault.New(fault.AdminApplicationRequired)
			for _, path := range paths {
				refusal = refusal.With(path, "must leave an application with ADMIN that is usable for 7 days")
			}
			return nil, refusal.Err()
		}
		request.After = page.Items[len(page.Items)-1].ID
	}
}

// load loads an application. It raises APPLICATION_NOT_FOUND.
func (s *Service) load(ctx context.Context, caller actor.Caller, applicationID string) (*Application, error) {
	if id.Check(id.Application, applicationID) != nil {
		return nil, applicationNotFound(applicationIDPath, applicationID)
	}
	application, err := s.Applications.Get(ctx, caller.CompanyID, applicationID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, applicationNotFound(applicationIDPath, applicationID)
	}
	if err != nil {
		return nil, fmt.Errorf("reading application: %w", err)
	}
	return application, nil
}
