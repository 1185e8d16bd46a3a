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
func accessesTable() descriptor {
	return descriptor{name: "accesses", kind: id.Access, indexes: []bson.D{
		idIndex(), idIndexAnd(privateIDField), idIndexAnd(privateIDField, stateField),
		idIndexAnd(roleAccountIDField), idIndexAnd(roleAccountIDField, stateField),
		idIndexAnd(managedField), idIndexAnd(managedField, stateField),
		idIndexAnd(typeField), idIndexAnd(typeField, stateField), idIndexAnd(stateField),
		nameIndex(), nameIndex(privateIDField), nameIndex(roleAccountIDField), nameIndex(managedField), nameIndex(typeField),
		nameIndex(stateField),
		ascending(invitationHashField),
	}}
}

// Accesses reads accesses, and finds them by their invitations.
type Accesses struct {
	*Collection[access.Access, access.Filter]
}

// Accesses reads accesses, and finds them by their invitations.
func (s *Store) Accesses() Accesses {
	return Accesses{newCollection(s, accessesTable(), decoders.Access, accessSelection)}
}

// ByInvitationHash finds an access by the hash of its invitation's token, in whatever company: the bearer names none. It
// returns document.ErrAbsent when no access has such an invitation.
func (a Accesses) ByInvitationHash(ctx context.Context, hash string) (*access.Access, error) {
	return a.getUnscoped(ctx, bson.D{{Key: invitationHashField, Value: hash}})
}

func accessSelection(filter access.Filter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
		equalsIfSet(privateIDField, filter.PrivateID), equalsIfSet(roleAccountIDField, filter.RoleAccountID),
		equalsIfSet(managedField, filter.Managed), equalsIfSet(typeField, filter.Type), in(stateField, filter.States),
	}}
}
