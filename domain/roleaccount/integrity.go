package roleaccount

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// Claims returns the claim of the folded name, which is unique within the company.
func (r *ExternalRole) Claims() []commit.Claim {
	return []commit.Claim{{Kind: commit.ExternalRoleName, Value: r.uniqueName(), Holder: r.ID}}
}

// References returns the references to the role and the identity of the account.
func (a *ExternalRoleAccount) References() []commit.Reference {
	return append(commit.OneReference("roleId", id.ExternalRole, &a.RoleID),
		commit.OneReference("personalIdentityId", id.ExternalPersonalIdentity, &a.PersonalIdentityID)...)
}
