package access

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
)

// references are the documents that an input refers to. A document that the company does not have is nil.
type references struct {
	identity *roleaccount.ExternalPersonalIdentity
	account  *roleaccount.ExternalRoleAccount
	// role is the role of the account.
	role *roleaccount.ExternalRole
}

// validateReferences reports the violations of the documents that a valid input refers to.
func (i CreateAccessInput) validateReferences(refs references) error {
	const ofCompany = "must be the ID of an object of the company"
	var violations fault.Violations
	if refs.identity == nil {
		violations.Add(fault.New(fault.AccessPrivateIDUnknown).With(privateIDPath, ofCompany))
	}
	if i.hasType(Corporate) && refs.account == nil {
		violations.Add(fault.New(fault.AccessRoleAccountIDUnknown).With(roleAccountIDPath, ofCompany))
	}
	if identity := refs.identity; identity != nil && identity.State != roleaccount.IdentityActive {
		violations.Add(fault.New(fault.AccessPrivateIdentityNotActive, identity.ID, string(identity.State)).
			With(privateIDPath, "must be ACTIVE"))
	}
	if refs.account != nil {
		refs.validateAccount(&violations)
	}
	return violations.Err()
}

func (r references) validateAccount(violations *fault.Violations) {
	if r.account.State != roleaccount.AccountActive {
		violations.Add(fault.New(fault.AccessRoleAccountNotActive, r.account.ID, string(r.account.State)).
			With(roleAccountIDPath, "must be ACTIVE"))
	}
	if !r.role.Enabled {
		violations.Add(fault.New(fault.AccessRoleNotEnabled, r.account.ID).
			With(roleAccountIDPath, "must be of a role that is enabled"))
	}
	if r.identity != nil && r.identity.ID != r.account.PersonalIdentityID {
		violations.Add(fault.New(fault.AccessPrivateIDMismatch, r.account.ID).
			With(privateIDPath, "must be the personal identity of the role account"))
	}
}
