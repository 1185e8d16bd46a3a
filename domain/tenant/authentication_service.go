package tenant

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// Identified is the caller of a request with the key that it has sent.
type Identified struct {
	Caller actor.Caller
	// KeyID is the ID of the key.
	KeyID string
}

// Authenticate returns the caller of a request. The application of the key may come from the cache: then Caller.Cached is true.
//
// It raises API_KEY_NOT_VALID if the key is malformed, unknown or expired, or if its application is disabled. It raises
// ACTING_USER_NOT_ALLOWED if the acting user cannot be used, and also returns the caller, without a user. After every other error
// the caller is unknown, and the request must not be served.
func (s *Service) Authenticate(ctx context.Context, key string, actingUserID *string, requestID string) (Identified, error) {
	return s.authenticate(ctx, key, actingUserID, requestID, s.cachedApplication)
}

// AuthenticateFresh is like Authenticate, but reads the application from the store, not from the cache.
func (s *Service) AuthenticateFresh(ctx context.Context, key string, actingUserID *string, requestID string) (Identified, error) {
	return s.authenticate(ctx, key, actingUserID, requestID, s.storedApplication)
}

// lookup finds the application of a key by its hash, and reports whether the application comes from the cache.
type lookup func(ctx context.Context, hash string) (application *Application, cached bool, err error)

func (s *Service) authenticate(
	ctx context.Context, key string, actingUserID *string, requestID string, find lookup,
) (Identified, error) {
	if ParseKey(key) != nil {
		return Identified{}, keyNotValid()
	}
	hash := HashKey(key)
	application, cached, err := find(ctx, hash)
	if err != nil {
		return Identified{}, err
	}
	apiKey, ok := application.usableKey(hash, s.Changes.Clock())
	if !ok {
		return Identified{}, keyNotValid()
	}
	caller := actor.Caller{
		CompanyID: application.CompanyID, ApplicationID: application.ID, ApplicationName: application.Name,
		Scopes: application.Scopes, GrantableRoles: application.GrantableRoles, RequestID: requestID, Cached: cached,
	}
	if actingUserID != nil {
		if err := s.checkActingUser(ctx, caller, *actingUserID); err != nil {
			return Identified{Caller: caller, KeyID: apiKey.ID}, err
		}
		caller.UserID = actingUserID
	}
	return Identified{Caller: caller, KeyID: apiKey.ID}, nil
}

func (s *Service) cachedApplication(ctx context.Context, hash string) (*Application, bool, error) {
	if application, cached := s.Cache.get(hash); cached {
		return application, true, nil
	}
	return s.storedApplication(ctx, hash)
}

// storedApplication reads the application of a key from the store, and caches it if the key is usable.
func (s *Service) storedApplication(ctx context.Context, hash string) (*Application, bool, error) {
	read := s.Cache.begin()
	application, err := s.Credentials.ByKeyHash(ctx, hash)
	if errors.Is(err, document.ErrAbsent) {
		s.Cache.drop(hash)
		return nil, false, keyNotValid()
	}
	if err != nil {
		return nil, false, fmt.Errorf("finding the application of a key: %w", err)
	}
	if _, usable := application.usableKey(hash, s.Changes.Clock()); usable {
		s.Cache.put(hash, application, read)
	} else {
		s.Cache.drop(hash)
	}
	return application, false, nil
}

func keyNotValid() error { return fault.New(fault.APIKeyNotValid).Err() }

func (s *Service) checkActingUser(ctx context.Context, caller actor.Caller, userID string) error {
	if !caller.Holds(actor.ActAsUser) {
		return actingUserNotAllowed("the application lacks the scope " + string(actor.ActAsUser))
	}
	const unknown = "the company has no such enabled user"
	if id.Check(id.User, userID) != nil {
		return actingUserNotAllowed(unknown)
	}
	mayAct, err := s.Users.UserMayAct(ctx, caller.CompanyID, userID)
	if err != nil {
		return fmt.Errorf("finding the acting user: %w", err)
	}
	if !mayAct {
		return actingUserNotAllowed(unknown)
	}
	return nil
}

func actingUserNotAllowed(why string) error {
	return fault.New(fault.ActingUserNotAllowed, why).Err()
}
