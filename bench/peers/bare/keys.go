package bare

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"sync"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// keyLife is how long the application of a key is used before it is read again.
const keyLife = 10 * time.Second

// keys remembers the applications of keys.
type keys struct {
	read func(ctx context.Context, hash string) (*application, error)

	mutex sync.RWMutex
	known map[string]knownKey
}

type knownKey struct {
	application *application
	readAt      time.Time
}

func newKeys(read func(ctx context.Context, hash string) (*application, error)) *keys {
	return &keys{read: read, known: map[string]knownKey{}}
}

// check returns the application of a key, or errUnauthorized. Whether the key has expired is looked at each time.
func (k *keys) check(ctx context.Context, key string) (*application, error) {
	sum := sha256.Sum256([]byte(key))
	hash := hex.EncodeToString(sum[:])
	now := time.Now()
	k.mutex.RLock()
	cached, ok := k.known[hash]
	k.mutex.RUnlock()
	if !ok || now.Sub(cached.readAt) > keyLife {
		application, err := k.read(ctx, hash)
		if errors.Is(err, driver.ErrNoDocuments) {
			return nil, errUnauthorized
		}
		if err != nil {
			return nil, err
		}
		cached = knownKey{application, now}
		k.mutex.Lock()
		k.known[hash] = cached
		k.mutex.Unlock()
	}
	if !cached.application.Enabled || !cached.application.live(hash, now) {
		return nil, errUnauthorized
	}
	return cached.application, nil
}

// live reports whether a key can be used at an instant.
func (a *application) live(hash string, now time.Time) bool {
	at := slices.IndexFunc(a.Keys, func(key apiKey) bool { return key.Hash == hash })
	return at >= 0 && (a.Keys[at].ExpiresAt == nil || now.Before(*a.Keys[at].ExpiresAt))
}

func (a *application) holds(scope string) bool { return slices.Contains(a.Scopes, scope) }
