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
