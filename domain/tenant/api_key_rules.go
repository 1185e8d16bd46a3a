package tenant

import (
	"slices"
	"time"

	"accessgraph/domain/fault"
)

// maxLiveKeys lets a key be rotated without an outage.
const maxLiveKeys = 2

// withKey returns the application with one more key, and without expired keys.
func (a *Application) withKey(key ApiKey, now time.Time) (*Application, error) {
	live := a.liveKeys(now)
	if len(live) >= maxLiveKeys {
		return nil, fault.New(fault.APIKeyCountExceeded, fault.Number(len(live))).
			With(applicationIDPath, "must be the ID of an application with fewer live keys").Err()
	}
	after := *a
	after.Keys = append(live, key)
	return &after, nil
}

// withKeyInPlaceOfOldest returns the application with one more key, without expired keys, and without the oldest live keys that
// exceed the limit.
func (a *Application) withKeyInPlaceOfOldest(key ApiKey, now time.Time) *Application {
	live := a.liveKeys(now)
	after := *a
	after.Keys = append(live[max(0, len(live)-maxLiveKeys+1):], key)
	return &after
}

// liveKeys returns the keys that have not expired, in the order in which they were issued.
func (a *Application) liveKeys(now time.Time) []ApiKey {
	return slices.DeleteFunc(slices.Clone(a.Keys), func(key ApiKey) bool { return !key.Live(now) })
}

// withoutKey returns the application without one of its keys.
func (a *Application) withoutKey(keyID string) (*Application, error) {
	hasID := func(key ApiKey) bool { return key.ID == keyID }
	if !slices.ContainsFunc(a.Keys, hasID) {
		return nil, fault.New(fault.APIKeyNotFound, keyID).With("input.apiKeyId", "must be the ID of a key of the application").Err()
	}
	after := *a
	after.Keys = slices.DeleteFunc(slices.Clone(a.Keys), hasID)
	return &after, nil
}

// usableKey returns the key with a hash, or false if the application has no such key that can be used at an instant.
func (a *Application) usableKey(hash string, at time.Time) (ApiKey, bool) {
	i := slices.IndexFunc(a.Keys, func(key ApiKey) bool { return key.Hash == hash })
	if i < 0 || !a.Enabled || !a.Keys[i].Live(at) {
		return ApiKey{}, false
	}
	return a.Keys[i], true
}
