package tenant

import (
	"context"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// IssuedKey is an application with a new key.
type IssuedKey struct {
	Application *Application
	// ID is the ID of the key.
	ID string `outcome:"kept"`
	// Secret is the key itself. It is shown only once: a replay lacks it.
	Secret string
}

// IssueApiKey issues one more key of an application, and removes expired keys. The key is a secret that cannot be read again.
func (s *Service) IssueApiKey(ctx context.Context, caller actor.Caller, input IssueApiKeyInput) (IssuedKey, error) {
	return commit.Run(ctx, s.Changes, caller, "issueApiKey", func(ctx context.Context, change *commit.Change) (IssuedKey, error) {
		before, err := s.load(ctx, caller, input.ApplicationID)
		if err != nil {
			return IssuedKey{}, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return IssuedKey{}, err
		}
		expiresAt := storedTime(input.ExpiresAt)
		if err := validateExpiry(expiresAt, change.Now); err != nil {
			return IssuedKey{}, err
		}
		secret, err := NewKey()
		if err != nil {
			return IssuedKey{}, err
		}
		key, err := newAPIKey(change, secret, expiresAt)
		if err != nil {
			return IssuedKey{}, fmt.Errorf("issuing API key: %w", err)
		}
		after, err := before.withKey(key, change.Now)
		if err != nil {
			return IssuedKey{}, err
		}
		return IssuedKey{Application: after, ID: key.ID, Secret: secret}, change.Replace(before, after)
	})
}

// newAPIKey returns the stored form of a key.
func newAPIKey(change *commit.Change, secret string, expiresAt *time.Time) (ApiKey, error) {
	keyID, err := change.NewID(id.APIKey)
	if err != nil {
		return ApiKey{}, err
	}
	return ApiKey{ID: keyID, Hash: HashKey(secret), Hint: HintOf(secret), CreatedAt: change.Now, ExpiresAt: expiresAt}, nil
}

// RevokeApiKey revokes a key of an application. It raises ADMIN_APPLICATION_REQUIRED if the company could no longer be administered.
func (s *Service) RevokeApiKey(ctx context.Context, caller actor.Caller, input RevokeApiKeyInput) (*Application, error) {
	return commit.Run(ctx, s.Changes, caller, "revokeApiKey", func(ctx context.Context, change *commit.Change) (*Application, error) {
		before, err := s.load(ctx, caller, input.ApplicationID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, err := before.withoutKey(input.APIKeyID)
		if err != nil {
			return nil, err
		}
		return s.replace(ctx, change, before, after)
	})
}
