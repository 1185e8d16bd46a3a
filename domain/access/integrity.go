package access

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// References returns the references to the identity and the role account of the access.
func (a *Access) References() []commit.Reference {
	return append(commit.OneReference("privateId", id.ExternalPersonalIdentity, &a.PrivateID),
		commit.OneReference("roleAccountId", id.ExternalRoleAccount, a.RoleAccountID)...)
}

// Inconsistencies reports an agreement that does not have its digest: its text was changed in the store.
func (s *StoredAgreement) Inconsistencies() []string {
	if (UserAgreement{Title: s.Title, Text: s.Text}).Digest() == s.Digest {
		return nil
	}
	return []string{"is not the agreement that its digest is of"}
}
