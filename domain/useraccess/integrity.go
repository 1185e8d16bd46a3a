package useraccess

import (
	"slices"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

// References returns the references to the ancestors.
func (c *Customer) References() []commit.Reference {
	return append(commit.OneReference("parentId", id.Customer, c.ParentID),
		commit.ManyReferences("ancestorIds", id.Customer, c.AncestorIDs)...)
}

// Tallies describes the counter of the subsidiaries.
func (c *Customer) Tallies() []commit.Tally {
	return []commit.Tally{{Counter: commit.SubsidiariesOfCustomer, Kind: id.Customer, Field: "parentId", Value: c.ID}}
}

// Inconsistencies reports ancestors that do not end in the parent.
func (c *Customer) Inconsistencies() []string {
	if (c.ParentID == nil) != (len(c.AncestorIDs) == 0) || c.ParentID != nil && c.AncestorIDs[len(c.AncestorIDs)-1] != *c.ParentID {
		return []string{"has ancestorIds that do not end in its parentId"}
	}
	return nil
}

// References returns the reference to the customer.
func (u *User) References() []commit.Reference {
	return commit.OneReference("customerId", id.Customer, &u.CustomerID)
}

// Claims returns the claim of the folded code, which is unique within the company.
func (r *UserAccessRole) Claims() []commit.Claim {
	return []commit.Claim{{Kind: commit.UserAccessRoleCode, Value: r.uniqueCode(), Holder: r.ID}}
}

// Inconsistencies reports a code that no input can name, because inputs drop a byte order mark.
func (r *UserAccessRole) Inconsistencies() []string {
	if text.BeginsWithByteOrderMark(r.Code) {
		return []string{"has a code that begins with a byte order mark, which no input can name: delete the role, and create it anew"}
	}
	return nil
}

// Tallies describes the counter of the user accesses that have the role.
func (r *UserAccessRole) Tallies() []commit.Tally {
	return []commit.Tally{{Counter: commit.UserAccessesOfRole, Kind: id.UserAccess, Field: "roles", Value: r.Code}}
}

// Claims returns the claim of the user, for a UI or SSO access, and the claim of the SSO ID, unless it was erased.
func (r *StoredUserAccess) Claims() []commit.Claim {
	var claims []commit.Claim
	if r.isUIOrSSO() {
		claims = append(claims, commit.Claim{Kind: commit.UserAccessUIOrSSO, Value: r.UserID, Holder: r.ID})
	}
	if r.claimsSsoID() {
		claims = append(claims, commit.Claim{Kind: commit.UserAccessSsoID, Value: *r.SsoID, Holder: r.ID})
	}
	return claims
}

// References returns the references to the user, to the customer and its ancestors, and to the roles, by their codes.
func (r *StoredUserAccess) References() []commit.Reference {
	references := slices.Concat(commit.OneReference("userId", id.User, &r.UserID),
		commit.OneReference("customerId", id.Customer, &r.CustomerID),
		commit.ManyReferences("customerPathIds", id.Customer, r.CustomerPathIDs))
	for _, code := range r.Roles {
		references = append(references, commit.Reference{Field: "roles", Kind: id.UserAccessRole, By: "code", Value: code})
	}
	return references
}

// Inconsistencies reports a path of customers that does not end in the customer of the access, and an SSO ID that no input can name.
func (r *StoredUserAccess) Inconsistencies() []string {
	var problems []string
	if len(r.CustomerPathIDs) == 0 || r.CustomerPathIDs[len(r.CustomerPathIDs)-1] != r.CustomerID {
		problems = append(problems, "has customerPathIds that do not end in its customerId")
	}
	if r.SsoID != nil && text.BeginsWithByteOrderMark(*r.SsoID) {
		problems = append(problems, "has an ssoId that begins with a byte order mark, which no input can name: set it anew")
	}
	return problems
}
