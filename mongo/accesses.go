package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/access"
	"accessgraph/domain/id"
	"accessgraph/mongo/decoders"
)

const (
	privateIDField     = "privateId"
	roleAccountIDField = "roleAccountId"
	stateField         = "state"
	typeField          = "type"
	managedField       = "managed"

	invitationHashField = "invitationHash"
)

// accessesTable has an index for each field of the filter: in the order of creation alone and with states, in that of names
// alone.
func accessesTable() table {
	return table{name: "accesses", kind: id.Access, indexes: []bson.D{
		byCompany(), byCompanyAnd(privateIDField), byCompanyAnd(privateIDField, stateField),
		byCompanyAnd(roleAccountIDField), byCompanyAnd(roleAccountIDField, stateField),
		byCompanyAnd(managedField), byCompanyAnd(managedField, stateField),
		byCompanyAnd(typeField), byCompanyAnd(typeField, stateField), byCompanyAnd(stateField),
		byNameAnd(), byNameAnd(privateIDField), byNameAnd(roleAccountIDField), byNameAnd(managedField), byNameAnd(typeField),
		byNameAnd(stateField),
		keys(invitationHashField),
	}}
}

// Accesses reads accesses, and finds them by their invitations.
type Accesses struct {
	*Collection[access.Access, access.Filter]
}

// Accesses reads accesses, and finds them by their invitations.
func (s *Store) Accesses() Accesses {
	return Accesses{reader(s, accessesTable(), decoders.Access, accessSelection)}
}

// ByInvitationHash finds an access by the hash of its invitation's token, in whatever company: the bearer names none. It
// returns document.ErrAbsent when no access has such an invitation.
func (a Accesses) ByInvitationHash(ctx context.Context, hash string) (*access.Access, error) {
	return a.ofAnyCompany(ctx, bson.D{{Key: invitationHashField, Value: hash}})
}

func accessSelection(filter access.Filter) selection {
	return selection{nameStart: filter.LastNameStartsWith, conditions: []condition{
		optionally(privateIDField, filter.PrivateID), optionally(roleAccountIDField, filter.RoleAccountID),
		optionally(managedField, filter.Managed), optionally(typeField, filter.Type), among(stateField, filter.States),
	}}
}
