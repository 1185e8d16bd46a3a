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

const holderField = "holder"

// noCompany is the company of claims on the whole store and of the store's own records. No company has this ID.
const noCompany = ""

// claimDocument is the document of a claim. Its _id is the hash of the claimed value.
type claimDocument struct {
	Head   documentHead `bson:",inline"`
	Kind   string       `bson:"kind"`
	Holder string       `bson:"holder"`
}

// companyClaim is a claim on a unique value within a company. Its _id is a hash of company, kind and value: a sharded
// collection can have no unique index on other fields than its shard key.
type companyClaim struct {
	companyID string
	kind      commit.ClaimKind
	value     string
	holder    string
}

func newCompanyClaim(companyID string, claim commit.Claim) companyClaim {
	return companyClaim{companyID: companyID, kind: claim.Kind, value: claim.Value, holder: claim.Holder}
}

// bootstrapClaim returns the claim that the first company of the store holds.
func bootstrapClaim() companyClaim { return companyClaim{companyID: noCompany, kind: "bootstrap"} }

// importClaim returns the claim that marks a store from before the first document of an import until after the last one.
func importClaim() companyClaim { return companyClaim{companyID: noCompany, kind: "import"} }

// id returns the _id of the claim. Neither companies nor kinds contain the separator, so no two claims have the same input.
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

// releaseStep returns the step that deletes a claim if its holder has it. A claim of another holder stays: if two documents
// had the same value when they were migrated, one of them has no claim. That the holder still has the value is guarded by
// the version of its document.
func (s *Store) releaseStep(claim companyClaim) commitStep {
	filter := withID(claim.companyID, claim.id(), bson.E{Key: holderField, Value: claim.holder})
	claims := s.collection(claimsDescriptor)
	return func(ctx context.Context) error {
		_, err := claims.delete(ctx, filter)
		return err
	}
}

// takeStep returns the step that inserts a claim, and that fails with taken if the claim exists. Each claim is an insert of
// its own, so that the error tells which claim was taken.
func (s *Store) takeStep(claim companyClaim, taken error) (commitStep, error) {
	raw, err := claim.document()
	if err != nil {
		return nil, err
	}
	claims := s.collection(claimsDescriptor)
	return func(ctx context.Context) error {
		err := claims.insert(ctx, raw)
		if driver.IsDuplicateKeyError(err) {
			return taken
		}
		return err
	}, nil
}
