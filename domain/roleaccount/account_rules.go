package roleaccount

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// newAccount returns the ACTIVE account of a person in a role.
func newAccount(base document.Base, person personDetails, roleID, identityID string, creator actor.Actor) *ExternalRoleAccount {
	return &ExternalRoleAccount{
		Base: base, RoleID: roleID, PersonalIdentityID: identityID, FirstName: person.firstName, LastName: person.lastName,
		EmailAddress: person.emailAddress, Managed: true, State: AccountActive, CreatedBy: creator,
	}
}

func (a *ExternalRoleAccount) person() personDetails {
	return personDetails{firstName: a.FirstName, lastName: a.LastName, emailAddress: a.EmailAddress}
}

// update returns the account and its identity after an update.
func (a *ExternalRoleAccount) update(
	input UpdateExternalRoleAccountInput, identity *ExternalPersonalIdentity,
) (*ExternalRoleAccount, *ExternalPersonalIdentity, error) {
	if err := identity.requireNotErased(inputPrefix + accountArgument); err != nil {
		return nil, nil, err
	}
	person := a.person().update(input.FirstName, input.LastName, input.EmailAddress)
	var fields inputs.Fields
	person.reportAccountFields(&fields)
	accountAfter, identityAfter := *a, *identity
	input.State.Apply(&fields, statePath, func(state ExternalRoleAccountState) {
		accountAfter.State, identityAfter.State = state, ExternalPersonalIdentityState(state)
		if !a.reportState(&fields, state) {
			identity.reportState(&fields, identityAfter.State)
		}
	})
	fields.Report(fault.DataNotValid)
	person.reportUnrecognized(&fields)
	if err := fields.Err(); err != nil {
		return nil, nil, err
	}
	accountAfter.FirstName, accountAfter.LastName, accountAfter.EmailAddress = person.firstName, person.lastName, person.emailAddress
	input.FirstName.ApplyNullable(func(name *string) { identityAfter.FirstName = inputs.Text(name) })
	input.LastName.ApplyNullable(func(name *string) { identityAfter.LastName = inputs.Text(name) })
	return &accountAfter, &identityAfter, nil
}
