package access

import (
	"context"
	"errors"
	"fmt"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

// References are the documents that an access refers to. A document that the company does not have is nil.
type References struct {
	Identity *roleaccount.ExternalPersonalIdentity
	// Account is nil for an access of type PRIVATE.
	Account *roleaccount.ExternalRoleAccount
	// Role is the role of the account.
	Role *roleaccount.ExternalRole
}

// validateReferences reports the violations of the documents that a valid input refers to.
func (i CreateAccessInput) validateReferences(refs References) error {
	const ofCompany = "must be the ID of an object of the company"
	var violations fault.Violations
	if refs.Identity == nil {
		violations.Add(fault.New(fault.AccessPrivateIDUnknown).With(privateIDPath, ofCompany))
	}
	if i.hasType(Corporate) && refs.Account == nil {
		violations.Add(fault.New(fault.AccessRoleAccountIDUnknown).With(roleAccountIDPath, ofCompany))
	}
	for _, blocker := range refs.blockers() {
		violations.Add(blocker.fault.With(blocker.path, blocker.problem))
	}
	if refs.Account != nil && refs.Identity != nil && refs.Identity.ID != refs.Account.PersonalIdentityID {
		violations.Add(fault.New(fault.AccessPrivateIDMismatch, refs.Account.ID).
			With(privateIDPath, "must be the personal identity of the role account"))
	}
	return violations.Err()
}

// blocker is an identity, an account or a role that is off.
type blocker struct {
	fault fault.Fault
	// path is its path in the input of createAccess, and problem what is wrong with it.
	path, problem string
	// needed is what is missing, for the other mutations.
	needed string
}

func (r References) blockers() []blocker {
	var blockers []blocker
	if identity := r.Identity; identity != nil && identity.Erasure != nil {
		const problem = "must be of a person who was not erased"
		blockers = append(blockers, blocker{roleaccount.ErasedIdentity(identity.ID), privateIDPath, problem, problem})
	} else if identity != nil && identity.State != roleaccount.IdentityActive {
		off := fault.New(fault.AccessPrivateIdentityNotActive, identity.ID, string(identity.State))
		blockers = append(blockers, blocker{off, privateIDPath, "must be ACTIVE", "needs an identity that is ACTIVE"})
	}
	if account := r.Account; account != nil && account.State != roleaccount.AccountActive {
		off := fault.New(fault.AccessRoleAccountNotActive, account.ID, string(account.State))
		blockers = append(blockers, blocker{off, roleAccountIDPath, "must be ACTIVE", "needs a role account that is ACTIVE"})
	}
	if r.Account != nil && r.Role != nil && !r.Role.Enabled {
		off := fault.New(fault.AccessRoleNotEnabled, r.Account.ID)
		blockers = append(blockers, blocker{off, roleAccountIDPath, "must be of a role that is enabled", "needs a role that is enabled"})
	}
	return blockers
}

// AccountBlockers returns Blockers, for an account. It fails unless the company has its identity and its role.
func (r References) AccountBlockers() ([]fault.Fault, error) {
	if r.Identity == nil || r.Role == nil {
		return nil, fmt.Errorf("reading what role account %s refers to: %w", r.Account.ID, errReferenceGone)
	}
	return r.Blockers(), nil
}

// Blockers returns what keeps an access from becoming ACTIVE and from being used: an identity or an account that is not ACTIVE,
// and a role that is not enabled, in this order. It ignores documents that are nil.
func (r References) Blockers() fault.Violations {
	violations := fault.Violations{}
	for _, blocker := range r.blockers() {
		violations.Add(blocker.fault)
	}
	return violations
}

// at returns the blockers as the violations of a field of an input.
func (r References) at(path string) fault.Violations {
	var violations fault.Violations
	for _, blocker := range r.blockers() {
		violations.Add(blocker.fault.With(path, blocker.needed))
	}
	return violations
}

// relyOn makes a commit rely on the documents.
func (r References) relyOn(change *commit.Change) {
	change.RelyOn(r.Identity)
	if r.Account != nil {
		change.RelyOn(r.Account)
		change.RelyOn(r.Role)
	}
}

// loadReferences loads the documents that an access refers to, or is to refer to. roleAccountID is nil for the type PRIVATE.
func (s *Service) loadReferences(ctx context.Context, companyID, privateID string, roleAccountID *string) (References, error) {
	var refs References
	err := document.Load(ctx, s.ExternalPersonalIdentities, companyID, id.ExternalPersonalIdentity, privateID, &refs.Identity)
	if err != nil {
		return References{}, fmt.Errorf("reading the identity: %w", err)
	}
	if roleAccountID == nil {
		return refs, nil
	}
	err = document.Load(ctx, s.ExternalRoleAccounts, companyID, id.ExternalRoleAccount, *roleAccountID, &refs.Account)
	if err != nil {
		return References{}, fmt.Errorf("reading the role account: %w", err)
	}
	if refs.Account == nil {
		return refs, nil
	}
	err = document.Load(ctx, s.ExternalRoles, companyID, id.ExternalRole, refs.Account.RoleID, &refs.Role)
	if err == nil && refs.Role == nil {
		err = errReferenceGone
	}
	if err != nil {
		return References{}, fmt.Errorf("reading the role of account %s: %w", refs.Account.ID, err)
	}
	return refs, nil
}

// errReferenceGone is the error of a document that another refers to and the company does not have. No mutation leads to it.
var errReferenceGone = errors.New("there is no such document")

// referencesOf loads the documents that a stored access refers to. It fails if one of them is gone.
func (s *Service) referencesOf(ctx context.Context, access *Access) (References, error) {
	refs, err := s.loadReferences(ctx, access.CompanyID, access.PrivateID, access.RoleAccountID)
	if err == nil && !refs.complete(access) {
		err = fmt.Errorf("reading what access %s refers to: %w", access.ID, errReferenceGone)
	}
	return refs, err
}

// complete reports whether the company has all documents that an access refers to.
func (r References) complete(access *Access) bool {
	return r.Identity != nil && (access.RoleAccountID == nil || r.Account != nil && r.Role != nil)
}

// requireReferences raises the blockers of an access that becomes ACTIVE, as violations of the field at a path. The commit
// relies on what the access refers to.
func (s *Service) requireReferences(ctx context.Context, change *commit.Change, access *Access, path string) error {
	refs, err := s.referencesOf(ctx, access)
	if err != nil {
		return fmt.Errorf("%s: %w", change.Action, err)
	}
	refs.relyOn(change)
	return refs.at(path).Err()
}
