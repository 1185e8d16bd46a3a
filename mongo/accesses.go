package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/access"
	"accessgraph/mongo/decoders"
)

const (
	privateIDField     = "privateId"
	roleAccountIDField = "roleAccountId"
	stateField         = "state"
	typeField          = "type"
	managedField       = "managed"

	invitationHashField   = "invitationHash"
	agreementVersionField = "activation.agreementVersion"
)

// Accesses is the collection of accesses. It also looks up accesses by their invitations.
type Accesses struct {
	*Collection[access.Access, access.Filter]
}

// Accesses returns the collection of accesses.
func (s *Store) Accesses() Accesses {
	return Accesses{newCollection(s, accessesDescriptor, decoders.Access, accessSelection)}
}

// ByInvitationHash returns the access of any company whose invitation's token has the hash: the bearer of a token names no
// company. It returns document.ErrAbsent if there is none.
func (a Accesses) ByInvitationHash(ctx context.Context, hash string) (*access.Access, error) {
	return a.getUnscoped(ctx, bson.D{{Key: invitationHashField, Value: hash}})
}

func accessSelection(filter access.Filter) selection {
	return selection{namePrefix: filter.LastNameStartsWith, conditions: []condition{
		equalsIfSet(privateIDField, filter.PrivateID), equalsIfSet(roleAccountIDField, filter.RoleAccountID),
		equalsIfSet(agreementVersionField, filter.AgreementVersion),
		equalsIfSet(managedField, filter.Managed), equalsIfSet(typeField, filter.Type), in(stateField, filter.States),
	}}
}
