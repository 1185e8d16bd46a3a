package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"accessgraph/domain/document"
)

// StoredAgreement is a version of the user agreement as it was put before users. It belongs to the installation and not to a
// company, and never changes: an activation that names its version and digest is evidence of the text.
type StoredAgreement struct {
	Version string `bson:"_id"`
	// CompanyID is always empty.
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
	// Digest is UserAgreement.Digest.
	Digest string `bson:"digest"`
	Title  string `bson:"title"`
	Text   string `bson:"text"`
}

// Agreements stores the versions of the user agreement.
type Agreements interface {
	// GetMany returns agreements by their versions. It omits versions that are not stored. It takes at most 100 versions.
	GetMany(ctx context.Context, versions []string) (map[string]*StoredAgreement, error)
	// Insert stores an agreement unless its version is stored already. Then it reports false and changes nothing.
	Insert(ctx context.Context, agreement StoredAgreement) (inserted bool, err error)
}

// maxVersions is the number of versions that one lookup takes.
const maxVersions = 100

// AgreementChangedError reports that a version of the agreement has another text than the one that was stored under it.
type AgreementChangedError struct{ Version string }

// Error returns a sentence for the operator.
func (e *AgreementChangedError) Error() string {
	return fmt.Sprintf("the agreement of version %s is not the one that was stored under this version, which users may have accepted: "+
		"restore its text, and give the new text a new version", e.Version)
}

// Digest returns the SHA-256 of the title and the text, in lower-case hex.
func (u UserAgreement) Digest() string {
	sum := sha256.Sum256([]byte(u.Title + "\n" + u.Text))
	return hex.EncodeToString(sum[:])
}

// StoreAgreements stores the agreements whose versions are not stored yet. If a version is stored with another title or text, it
// stores nothing and returns an AgreementChangedError.
func StoreAgreements(ctx context.Context, store Agreements, agreements []UserAgreement) error {
	stored, err := storedVersions(ctx, store, agreements)
	if err != nil {
		return err
	}
	var missing []UserAgreement
	for _, agreement := range agreements {
		if err := agreement.requireUnchanged(stored); err != nil {
			return err
		}
		if stored[agreement.Version] == nil {
			missing = append(missing, agreement)
		}
	}
	for _, agreement := range missing {
		inserted, err := store.Insert(ctx, agreement.stored())
		if err == nil && !inserted {
			err = requireStored(ctx, store, agreement)
		}
		if err != nil {
			return fmt.Errorf("storing the agreement %s: %w", agreement.Version, err)
		}
	}
	return nil
}

// requireStored returns an AgreementChangedError if another process has stored another agreement of the version in the meantime.
func requireStored(ctx context.Context, store Agreements, agreement UserAgreement) error {
	stored, err := storedVersions(ctx, store, []UserAgreement{agreement})
	if err != nil {
		return err
	}
	return agreement.requireUnchanged(stored)
}

func (u UserAgreement) requireUnchanged(stored map[string]*StoredAgreement) error {
	if before := stored[u.Version]; before != nil && before.Digest != u.Digest() {
		return &AgreementChangedError{Version: u.Version}
	}
	return nil
}

func (u UserAgreement) stored() StoredAgreement {
	return StoredAgreement{Version: u.Version, SchemaVersion: document.CurrentSchemaVersion, Digest: u.Digest(), Title: u.Title, Text: u.Text}
}

func storedVersions(ctx context.Context, store Agreements, agreements []UserAgreement) (map[string]*StoredAgreement, error) {
	versions := make([]string, len(agreements))
	for i, agreement := range agreements {
		versions[i] = agreement.Version
	}
	return getAgreements(ctx, store, versions)
}

// getAgreements returns stored agreements by any number of versions.
func getAgreements(ctx context.Context, store Agreements, versions []string) (map[string]*StoredAgreement, error) {
	all := make(map[string]*StoredAgreement, len(versions))
	for chunk := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(versions))), maxVersions) {
		stored, err := store.GetMany(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("reading agreements: %w", err)
		}
		for version, agreement := range stored {
			all[version] = agreement
		}
	}
	return all, nil
}
