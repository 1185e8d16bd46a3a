package mongo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

func claimsTable() descriptor {
	return descriptor{name: "claims", indexes: []bson.D{idIndex()}}
}

const holderField = "holder"

// everyCompany stands for the company of what is claimed once in the whole store. No company has this ID.
const noCompany = ""

// claimed is a value that is taken, under a hash of company, kind and value as its _id: the only unique index that a
// sharded collection can have on anything but the shard key's own fields.
type companyClaim struct {
	companyID string
	kind      commit.ClaimKind
	value     string
	holder    string
}

func newCompanyClaim(companyID string, claim commit.Claim) companyClaim {
	return companyClaim{companyID: companyID, kind: claim.Kind, value: claim.Value, holder: claim.Holder}
}

// bootstrapClaim is held by the first company of the store.
func bootstrapClaim() companyClaim { return companyClaim{companyID: noCompany, kind: "bootstrap"} }

// id is the hash of what is claimed. Neither a company nor a kind holds the separator, so that no two claims run together.
func (c companyClaim) id() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{c.companyID, string(c.kind), c.value}, "|")))
	return hex.EncodeToString(sum[:])
}

func (c companyClaim) document() (bson.Raw, error) {
	return encode(bson.D{
		{Key: idField, Value: c.id()}, {Key: companyField, Value: c.companyID}, {Key: schemaField, Value: document.CurrentSchemaVersion},
		{Key: "kind", Value: c.kind}, {Key: holderField, Value: c.holder},
	})
}

// release is the step of a commit that gives up a claim of its holder. A claim that another document holds stays: of two
// whose keys collided when they were migrated, one has none. That the value is still the holder's is for the version of the
// document to guard.
func (s *Store) releaseStep(claim companyClaim) commitStep {
	filter := withID(claim.companyID, claim.id(), bson.E{Key: holderField, Value: claim.holder})
	claims := s.collection(claimsTable())
	return func(ctx context.Context) error {
		_, err := claims.delete(ctx, filter)
		return err
	}
}

// take is the step of a commit that inserts a claim. Each claim is an insert of its own, so that it is known which one
// was taken already.
func (s *Store) takeStep(claim companyClaim, taken error) (commitStep, error) {
	raw, err := claim.document()
	if err != nil {
		return nil, err
	}
	claims := s.collection(claimsTable())
	return func(ctx context.Context) error {
		err := claims.insert(ctx, raw)
		if driver.IsDuplicateKeyError(err) {
			return taken
		}
		return err
	}, nil
}
