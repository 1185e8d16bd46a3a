package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/document"
)

func apiKeyUsesTable() descriptor {
	return descriptor{name: "apiKeyUses", indexes: []bson.D{idIndex()}}
}

// KeyUses keeps when each key was last used. It is the tenant's KeyUses.
type KeyUses struct{ stored companyCollection }

// KeyUses keeps when each key was last used.
func (s *Store) KeyUses() KeyUses { return KeyUses{s.collection(apiKeyUsesTable())} }

// Record keeps the time of a use; never an earlier one than was kept before.
func (k KeyUses) Record(ctx context.Context, companyID, keyID string, at time.Time) error {
	known, err := k.advance(ctx, companyID, keyID, at)
	if err != nil || known {
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
		_, err = k.advance(ctx, companyID, keyID, at) // another process recorded the first use meanwhile
		return err
	}
	if err != nil {
		return k.failure(err)
	}
	return nil
}

// advance moves a time that is kept already, and says whether there was one.
func (k KeyUses) advance(ctx context.Context, companyID, keyID string, at time.Time) (bool, error) {
	known, err := k.stored.update(ctx, withID(companyID, keyID), bson.D{{Key: "$max", Value: bson.D{{Key: lastUsedField, Value: at}}}})
	if err != nil {
		return false, k.failure(err)
	}
	return known, nil
}

// LastUsed returns times by key, without the keys that were never used. At most 100 IDs.
func (k KeyUses) LastUsed(ctx context.Context, companyID string, keyIDs []string) (map[string]time.Time, error) {
	used := make(map[string]time.Time, len(keyIDs))
	err := k.stored.lookUp(ctx, companyID, idField, keyIDs, func(keyID string, raw bson.Raw) error {
		at, ok := raw.Lookup(lastUsedField).TimeOK()
		if !ok {
			return errors.New("the time of a key's last use is not a time")
		}
		used[keyID] = at.UTC()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return used, nil
}

func (k KeyUses) failure(cause error) error { return failure("recording the use of a key", cause) }
