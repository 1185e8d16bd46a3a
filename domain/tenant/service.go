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
	"accessgraph/domain/input"
	"accessgraph/domain/text"
)

// Applications reads the applications of a company.
type Applications interface {
	document.Reader[Application]
	document.Lister[Application, ApplicationFilter]
}

// Service tells who calls, and carries out the mutations on applications and their keys.
type Service struct {
	Applications Applications
	Users        Users
	Credentials  Credentials
	// Cache spares requests the read of their application. It must watch the committer of Changes.
	Cache   *KeyCache
	Changes *commit.Runner
}

// IssuedKey is an application with a key that was just made for it.
type IssuedKey struct {
	Application *Application
	// ID is that of the key.
	ID string `outcome:"kept"`
	// Secret is the key itself. It is shown only once: a replay lacks it.
	Secret string
}

// CreateApplication creates an application, which is enabled, and its first key. The key is a secret that nobody can
// ever read again.
func (s *Service) CreateApplication(ctx context.Context, caller actor.Caller, wanted CreateApplicationInput) (IssuedKey, error) {
	if err := wanted.check().Err(); err != nil {
		return IssuedKey{}, err
	}
	return commit.Run(ctx, s.Changes, caller, "createApplication", func(_ context.Context, change *commit.Change) (IssuedKey, error) {
		key, err := NewKey()
		if err != nil {
			return IssuedKey{}, err
		}
		created, err := insertApplication(change, wanted, key)
		if err != nil {
			return IssuedKey{}, err
		}
		return IssuedKey{Application: created, ID: created.Keys[0].ID, Secret: key}, nil
	})
}

func insertApplication(change *commit.Change, wanted CreateApplicationInput, key string) (*Application, error) {
	base, err := change.NewBase(id.Application)
	if err != nil {
		return nil, fmt.Errorf("creating application: %w", err)
	}
	first, err := newAPIKey(change, key, nil)
	if err != nil {
		return nil, fmt.Errorf("creating application: %w", err)
	}
	created := &Application{
		Base: base, Name: text.Clean(wanted.Name), Enabled: true, Scopes: scopeSet(wanted.Scopes),
		GrantableRoles: roleCodes(wanted.GrantableRoles), Keys: []ApiKey{first}, CreatedBy: change.Caller.Actor(),
	}
	return created, change.Insert(created)
}

func newAPIKey(change *commit.Change, key string, expiresAt *time.Time) (ApiKey, error) {
	keyID, err := change.NewID(id.APIKey)
	if err != nil {
		return ApiKey{}, err
	}
	return ApiKey{ID: keyID, Hash: HashKey(key), Hint: HintOf(key), CreatedAt: change.Now, ExpiresAt: expiresAt}, nil
}

// UpdateApplication changes the fields that are given. It raises ADMIN_APPLICATION_REQUIRED when the company could not be
// administered any more.
func (s *Service) UpdateApplication(ctx context.Context, caller actor.Caller, wanted UpdateApplication) (*Application, error) {
	decide := func(ctx context.Context, change *commit.Change) (*Application, error) {
		before, err := s.read(ctx, caller, wanted.ApplicationID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		if err := wanted.check().Err(); err != nil {
			return nil, err
		}
		return s.replace(ctx, change, before, before.updated(wanted))
	}
	return commit.Run(ctx, s.Changes, caller, "updateApplication", decide)
}

// IssueApiKey gives an application one more key, and drops those that have expired. The key is a secret that nobody can
// ever read again.
func (s *Service) IssueApiKey(ctx context.Context, caller actor.Caller, wanted IssueApiKeyInput) (IssuedKey, error) {
	decide := func(ctx context.Context, change *commit.Change) (IssuedKey, error) {
		before, err := s.read(ctx, caller, wanted.ApplicationID)
		if err != nil {
			return IssuedKey{}, err
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return IssuedKey{}, err
		}
		expiresAt := storedTime(wanted.ExpiresAt)
		if err := checkExpiry(expiresAt, change.Now); err != nil {
			return IssuedKey{}, err
		}
		key, err := NewKey()
		if err != nil {
			return IssuedKey{}, err
		}
		added, err := newAPIKey(change, key, expiresAt)
		if err != nil {
			return IssuedKey{}, fmt.Errorf("issuing API key: %w", err)
		}
		after, err := before.withKey(added, change.Now)
		if err != nil {
			return IssuedKey{}, err
		}
		return IssuedKey{Application: after, ID: added.ID, Secret: key}, change.Replace(before, after)
	}
	return commit.Run(ctx, s.Changes, caller, "issueApiKey", decide)
}

// storedTime is a time as it is stored: in UTC with milliseconds.
func storedTime(given *time.Time) *time.Time {
	if given == nil {
		return nil
	}
	return new(given.UTC().Truncate(time.Millisecond))
}

func checkExpiry(expiresAt *time.Time, now time.Time) error {
	var found fault.Violations
	if expiresAt != nil && !expiresAt.After(now) {
		input.Report(&found, fault.DataNotValid, input.Problem{Path: expiresAtPath, What: "must lie in the future"})
	}
	return found.Err()
}

// RevokeApiKey makes a key of no use. It raises ADMIN_APPLICATION_REQUIRED when the company could not be administered any
// more.
func (s *Service) RevokeApiKey(ctx context.Context, caller actor.Caller, wanted RevokeApiKeyInput) (*Application, error) {
	decide := func(ctx context.Context, change *commit.Change) (*Application, error) {
		before, err := s.read(ctx, caller, wanted.ApplicationID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.withoutKey(wanted.APIKeyID)
		if err != nil {
			return nil, err
		}
		return s.replace(ctx, change, before, after)
	}
	return commit.Run(ctx, s.Changes, caller, "revokeApiKey", decide)
}

// replace writes a change that leaves the company with an application to administer it by.
func (s *Service) replace(ctx context.Context, change *commit.Change, before, after *Application) (*Application, error) {
	if needsStandIn(before, after, change.Now) {
		other, err := s.standIn(ctx, before, change.Now)
		if err != nil {
			return nil, err
		}
		change.RelyOn(other)
	}
	return after, change.Replace(before, after)
}

// standIn goes through the applications with the scope ADMIN until it finds one that can be used.
func (s *Service) standIn(ctx context.Context, leaving *Application, now time.Time) (*Application, error) {
	page := document.PageRequest{First: document.MaxPageSize}
	for {
		listed, err := s.Applications.List(ctx, leaving.CompanyID, ApplicationFilter{Scope: actor.Admin}, page)
		if err != nil {
			return nil, fmt.Errorf("listing the applications that hold ADMIN: %w", err)
		}
		if other, found := standIn(leaving.ID, listed.Items, now); found {
			return other, nil
		}
		if !listed.More {
			return nil, fault.New(fault.AdminApplicationRequired).
				With(applicationPath, "must not be the last usable application with the scope ADMIN").Err()
		}
		page.After = listed.Items[len(listed.Items)-1].ID
	}
}

func (s *Service) read(ctx context.Context, caller actor.Caller, applicationID string) (*Application, error) {
	if id.Check(id.Application, applicationID) != nil {
		return nil, applicationNotFound(applicationPath, applicationID)
	}
	found, err := s.Applications.Get(ctx, caller.CompanyID, applicationID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, applicationNotFound(applicationPath, applicationID)
	}
	if err != nil {
		return nil, fmt.Errorf("reading application: %w", err)
	}
	return found, nil
}

// ApplicationNotFound is APPLICATION_NOT_FOUND, for an argument.
func ApplicationNotFound(applicationID string) error {
	return applicationNotFound("applicationId", applicationID)
}

func applicationNotFound(path, applicationID string) error {
	return fault.New(fault.ApplicationNotFound, applicationID).With(path, "must be the ID of an application of the company").Err()
}
