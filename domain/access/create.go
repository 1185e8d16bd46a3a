package access

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
	"accessgraph/domain/roleaccount"
)

// longestName is the most that a name of an access can have, in Unicode characters.
const longestName = 100

// check finds what is wrong with the input by itself, in the documented order.
func (i CreateAccessInput) check() fault.Violations {
	var found fault.Violations
	firstName, lastName := input.Text(i.FirstName), input.Text(i.LastName)
	input.Report(&found, fault.AccessNameRequired,
		input.Need("input.firstName", firstName != ""), input.Need("input.lastName", lastName != ""))
	input.Report(&found, fault.DataNotValid,
		input.Bounds("input.firstName", firstName, longestName), input.Bounds("input.lastName", lastName, longestName))
	input.Report(&found, fault.AccessTypePrivateIDManagedRequired,
		input.Need("input.type", i.is(Private) || i.is(Corporate)),
		input.Need("input.privateId", input.Given(i.PrivateID)),
		input.Need("input.managed", i.Managed != nil))
	input.Report(&found, fault.AccessCorporateIDRequired,
		input.Need("input.roleAccountId", !i.is(Corporate) || input.Given(i.RoleAccountID)))
	input.Report(&found, fault.AccessCorporateIDNotAllowed,
		input.Refuse("input.roleAccountId", i.is(Private) && input.Given(i.RoleAccountID)))
	input.Report(&found, fault.AccessIDNotAllowed, input.Refuse(inputPath, input.Given(i.AccessID)))
	input.Report(&found, fault.AccessStateNotAllowed, input.Refuse("input.state", i.State != nil))
	checkCorporateNames(&found, i.is(Private), input.Text(i.CorporateName), input.Text(i.CorporateRoleName))
	return found
}

func (i CreateAccessInput) is(wanted Type) bool { return i.Type != nil && *i.Type == wanted }

// checkCorporateNames is shared with updates. An empty name is one that is absent.
func checkCorporateNames(found *fault.Violations, private bool, name, roleName string) {
	const namePath, roleNamePath = "input.corporateName", "input.corporateRoleName"
	input.Report(found, fault.AccessCorporateNamesNotAllowed,
		input.Refuse(namePath, private && name != ""), input.Refuse(roleNamePath, private && roleName != ""))
	input.Report(found, fault.DataNotValid,
		input.Bounds(namePath, name, longestName), input.Bounds(roleNamePath, roleName, longestName))
}

// references are the documents that an input names. One that the company does not have is nil.
type references struct {
	identity *roleaccount.ExternalPersonalIdentity
	account  *roleaccount.ExternalRoleAccount
	// role is that of the account.
	role *roleaccount.ExternalRole
}

// checkReferences finds what is wrong with the documents that an input without faults names.
func (i CreateAccessInput) checkReferences(named references) fault.Violations {
	const ofCompany = "must be the ID of an object of the company"
	var found fault.Violations
	if named.identity == nil {
		found.Add(fault.New(fault.AccessPrivateIDUnknown).With("input.privateId", ofCompany))
	}
	if i.is(Corporate) && named.account == nil {
		found.Add(fault.New(fault.AccessRoleAccountIDUnknown).With("input.roleAccountId", ofCompany))
	}
	if identity := named.identity; identity != nil && identity.State != roleaccount.IdentityActive {
		found.Add(fault.New(fault.AccessPrivateIdentityNotActive, identity.ID, string(identity.State)).
			With("input.privateId", "must be ACTIVE"))
	}
	if named.account != nil {
		checkAccount(&found, named)
	}
	return found
}

func checkAccount(found *fault.Violations, named references) {
	account := named.account
	if account.State != roleaccount.AccountActive {
		found.Add(fault.New(fault.AccessRoleAccountNotActive, account.ID, string(account.State)).
			With("input.roleAccountId", "must be ACTIVE"))
	}
	if !named.role.Enabled {
		found.Add(fault.New(fault.AccessRoleNotEnabled, account.ID).
			With("input.roleAccountId", "must be of a role that is enabled"))
	}
	if named.identity != nil && named.identity.ID != account.PersonalIdentityID {
		found.Add(fault.New(fault.AccessPrivateIDMismatch, account.ID).
			With("input.privateId", "must be the personal identity of the role account"))
	}
}

// access is the document that an input without faults asks for.
func (i CreateAccessInput) access(base document.Base, creator actor.Actor) *Access {
	return &Access{
		Base: base, Type: *i.Type, State: Invited, Managed: *i.Managed,
		FirstName: input.Text(i.FirstName), LastName: input.Text(i.LastName),
		PrivateID: *i.PrivateID, RoleAccountID: input.Optional(i.RoleAccountID),
		CorporateName: input.Optional(i.CorporateName), CorporateRoleName: input.Optional(i.CorporateRoleName),
		CreatedBy: creator,
	}
}

// Usable says whether an access can be used now: it is ACTIVE, and so are its identity, its role account and the
// account's role. account and role are nil for an access of type PRIVATE.
func (a *Access) Usable(identity *roleaccount.ExternalPersonalIdentity, account *roleaccount.ExternalRoleAccount, role *roleaccount.ExternalRole) bool {
	if a.State != Active || identity == nil || identity.State != roleaccount.IdentityActive {
		return false
	}
	if a.Type == Private {
		return true
	}
	return account != nil && account.State == roleaccount.AccountActive && role != nil && role.Enabled
}
