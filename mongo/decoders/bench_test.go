package decoders_test

import (
	"fmt"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/mongo/decoders"
	"accessgraph/mongo/decoding"
)

// BenchmarkDecode compares the generated functions with the driver on the documents of whole pages.
func BenchmarkDecode(b *testing.B) {
	for _, count := range []int{1, 50} {
		accesses := make([]bson.Raw, count)
		for at := range accesses {
			accesses[at] = marshalled(b, newAccess())
		}
		name := fmt.Sprintf("accesses=%d/", count)
		b.Run(name+"generated", func(b *testing.B) { decodeAll(b, accesses, decoders.Access) })
		b.Run(name+"driver", func(b *testing.B) { decodeAll(b, accesses, decoding.Fallback[access.Access]) })
	}
	rules := make([]bson.Raw, 100)
	for at := range rules {
		rules[at] = marshalled(b, newRule())
	}
	b.Run("rules=100/generated", func(b *testing.B) { decodeAll(b, rules, decoders.AccessRule) })
	b.Run("rules=100/driver", func(b *testing.B) { decodeAll(b, rules, decoding.Fallback[accessrule.AccessRule]) })
}

func decodeAll[T any](b *testing.B, documents []bson.Raw, decode func(bson.Raw) (*T, error)) {
	b.ReportAllocs()
	for b.Loop() {
		for _, raw := range documents {
			if _, err := decode(raw); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func newBase(documentID string) document.Base {
	const companyID = "com_018f3c5e-7b1a-7c3d-9e4f-0a1b2c3d4e5f"
	return document.Base{ID: documentID, CompanyID: companyID, SchemaVersion: 1, Version: 1, UpdatedAt: time.UnixMilli(1_700_000_000_123).UTC()}
}

func newCreator() actor.Actor {
	return actor.Actor{ApplicationID: "app_018f3c5e-7b1a-7c3d-9e4f-0a1b2c3d4e5f", ApplicationName: "Front desk"}
}

// newAccess returns an access as createAccess stores it.
func newAccess() *access.Access {
	account, name, role, hash := "era_018f3c5e-7b1a-7c3d-9e4f-0a1b2c3d4e5f", "Lovelace Ltd", "Auditor", "u3n8GfQm0s5l4r6nY5c1kq0X8v4s0Zb2n9tq1xw7y3E"
	created := &access.Access{
		Base: newBase("acc_018f3c5e-7b1a-7c3d-9e4f-0a1b2c3d4e5f"), Type: "EXTERNAL", State: access.Active, Managed: true,
		FirstName: "Ada", LastName: "Lovelace", PrivateID: "epi_018f3c5e-7b1a-7c3d-9e4f-0a1b2c3d4e5f", RoleAccountID: &account,
		CorporateName: &name, CorporateRoleName: &role, InvitationHash: &hash, CreatedBy: newCreator(),
		Invitation: &access.Invitation{SentAt: time.UnixMilli(1), ExpiresAt: time.UnixMilli(2)},
	}
	document.Index(created)
	return created
}

// newRule returns an access rule with 30 settings.
func newRule() *accessrule.AccessRule {
	created := &accessrule.AccessRule{
		Base: newBase("rul_018f3c5e-7b1a-7c3d-9e4f-0a1b2c3d4e5f"), Name: "Staff", Description: "All doors of the building", CreatedBy: newCreator(),
	}
	for number := range 30 {
		created.Settings = append(created.Settings, accessrule.AccessRuleSetting{Reader: fmt.Sprintf("reader %d", number), Relays: []int{1, 2, 3}})
	}
	document.Index(created)
	return created
}
