package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/document"
)

// keyUseDocument is the document of a key's last use. Its _id is that of the key.
type keyUseDocument struct {
	Head       documentHead `bson:",inline"`
	LastUsedAt time.Time    `bson:"lastUsedAt"`
}

// KeyUses stores when each API key was last used. It implements tenant.KeyUses.
type KeyUses struct{ stored companyCollection }

// KeyUses returns the collection of the last uses of API keys.
func (s *Store) KeyUses() KeyUses { return KeyUses{s.collection(apiKeyUsesDescriptor)} }

// Record stores the time of a use, unless a later one is stored.
func (k KeyUses) Record(ctx context.Context, companyID, keyID string, at time.Time) error {
	exists, err := k.advance(ctx, companyID, keyID, at)
	if err != nil || exists {
		return err
	}
	raw, err := encode(bson.D{
		{Key: idField, Value: keyID}, {Key: companyField, Value: companyID},
		{Key: schemaField, Value: document.CurrentSchemaVersion}, {Key: lastUsedField, Value: at},
	})
	if err != nil {
		return err
	}
	err = k.stored.insert(ctx, raw)
	if driver.IsDuplicateKeyError(err) {
		_, err = k.advance(ctx, companyID, keyID, at) // another process has recorded the first use in the meantime
		return err
	}
	if err != nil {
		return k.failure(err)
	}
	return nil
}

// advance moves the stored time of a use forward, and reports whether there was one.
func (k KeyUses) advance(ctx context.Context, companyID, keyID string, at time.Time) (bool, error) {
	exists, err := k.stored.update(ctx, withID(companyID, keyID), bson.D{{Key: "$max", Value: bson.D{{Key: lastUsedField, Value: at}}}})
	if err != nil {
		return false, k.failure(err)
	}
	return exists, nil
}

// LastUsed returns the times of last use by key. It omits keys that were never used. It takes at most 100 IDs.
func (k KeyUses) LastUsed(ctx context.Context, companyID string, keyIDs []string) (map[string]time.Time, error) {
	times := make(map[string]time.Time, len(keyIDs))
	err := k.stored.lookUp(ctx, companyID, idField, keyIDs, func(keyID string, raw bson.Raw) error {
		at, ok := raw.Lookup(lastUsedField).TimeOK()
		if !ok {
			return errors.New("the time of a key's last use is not a time")
		}
		times[keyID] = at.UTC()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return times, nil
}

func (k KeyUses) failure(cause error) error { return failure("recording the use of a key", cause) }
