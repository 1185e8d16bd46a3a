package roleaccount

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// Claims returns the name, which only one role of a company can have.
func (r *ExternalRole) Claims() []commit.Claim {
	return []commit.Claim{{Kind: commit.ExternalRoleName, Value: r.Name, Holder: r.ID}}
}

// References returns the account's role and identity.
func (a *ExternalRoleAccount) References() []commit.Reference {
	return append(commit.OneReference("roleId", id.ExternalRole, &a.RoleID),
		commit.OneReference("personalIdentityId", id.ExternalPersonalIdentity, &a.PersonalIdentityID)...)
}
