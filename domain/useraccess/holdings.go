package useraccess

import (
	"slices"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// References returns the parent and the other ancestors.
func (c *Customer) References() []commit.Reference {
	return append(commit.OneReference("parentId", id.Customer, c.ParentID),
		commit.ManyReferences("ancestorIds", id.Customer, c.AncestorIDs)...)
}

// Inconsistencies reports ancestors that do not end in the parent.
func (c *Customer) Inconsistencies() []string {
	if (c.ParentID == nil) != (len(c.AncestorIDs) == 0) || c.ParentID != nil && c.AncestorIDs[len(c.AncestorIDs)-1] != *c.ParentID {
		return []string{"has ancestorIds that do not end in its parentId"}
	}
	return nil
}

// References returns the user's customer.
func (u *User) References() []commit.Reference {
	return commit.OneReference("customerId", id.Customer, &u.CustomerID)
}

// Claims returns the code, which only one role of a company can have.
func (r *UserAccessRole) Claims() []commit.Claim {
	return []commit.Claim{{Kind: commit.UserAccessRoleCode, Value: r.Code, Holder: r.ID}}
}

// Tallies describes the number of user accesses that hold the role.
func (r *UserAccessRole) Tallies() []commit.Tally {
	return []commit.Tally{{Counter: commit.UserAccessesOfRole, Kind: id.UserAccess, Field: "roles", Value: r.Code}}
}

// Claims returns what only one access can have: its user, for a UI or an SSO access, and its SSO ID.
func (r *Record) Claims() []commit.Claim {
	var claims []commit.Claim
	if r.isWayIn() {
		claims = append(claims, commit.Claim{Kind: commit.UserAccessUIOrSSO, Value: r.UserID, Holder: r.ID})
	}
	if r.SsoID != nil {
		claims = append(claims, commit.Claim{Kind: commit.UserAccessSsoID, Value: *r.SsoID, Holder: r.ID})
	}
	return claims
}

// References returns the access's user, its customer with the customer's ancestors, and its roles by their codes.
func (r *Record) References() []commit.Reference {
	references := slices.Concat(commit.OneReference("userId", id.User, &r.UserID),
		commit.OneReference("customerId", id.Customer, &r.CustomerID),
		commit.ManyReferences("customerPathIds", id.Customer, r.CustomerPathIDs))
	for _, code := range r.Roles {
		references = append(references, commit.Reference{Field: "roles", Kind: id.UserAccessRole, By: "code", Value: code})
	}
	return references
}

// Inconsistencies reports a path of customers that does not end in the access's own.
func (r *Record) Inconsistencies() []string {
	if len(r.CustomerPathIDs) == 0 || r.CustomerPathIDs[len(r.CustomerPathIDs)-1] != r.CustomerID {
		return []string{"has customerPathIds that do not end in its customerId"}
	}
	return nil
}
