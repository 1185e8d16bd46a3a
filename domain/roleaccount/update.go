package roleaccount

import (
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

// UpdateExternalPersonalIdentity asks for changes to an identity. Fields that are not given keep their values.
type UpdateExternalPersonalIdentity struct {
	ExternalPersonalIdentityID string
	FirstName                  document.Field[string]
	LastName                   document.Field[string]
	EmailAddress               document.Field[string]
	State                      document.Field[ExternalPersonalIdentityState]
	ExpectedVersion            *int
}

// UpdateExternalRole asks for changes to a role. Fields that are not given keep their values.
type UpdateExternalRole struct {
	ExternalRoleID  string
	Name            document.Field[string]
	Enabled         document.Field[bool]
	ExpectedVersion *int
}

// UpdateExternalRoleAccount asks for changes to an account. Fields that are not given keep their values. What is given
// of names and state is set on the account's identity, too.
type UpdateExternalRoleAccount struct {
	ExternalRoleAccountID string
	FirstName             document.Field[string]
	LastName              document.Field[string]
	EmailAddress          document.Field[string]
	State                 document.Field[ExternalRoleAccountState]
	ExpectedVersion       *int
}

// newPersonAfter is a person once the fields that were given are changed.
func newPersonAfter(before person, firstName, lastName, emailAddress document.Field[string]) person {
	after := before
	set(&after.firstName, firstName)
	set(&after.lastName, lastName)
	set(&after.emailAddress, emailAddress)
	return after
}

func set(text *string, given document.Field[string]) {
	if given.Given {
		*text = input.Text(given.Value)
	}
}

func (i *ExternalPersonalIdentity) person() person {
	return person{firstName: i.FirstName, lastName: i.LastName, emailAddress: i.EmailAddress}
}

func (a *ExternalRoleAccount) person() person {
	return person{firstName: a.FirstName, lastName: a.LastName, emailAddress: a.EmailAddress}
}

// update returns the identity as it is once the fields that were given are changed.
func (i *ExternalPersonalIdentity) update(given UpdateExternalPersonalIdentity) (*ExternalPersonalIdentity, error) {
	wanted := newPersonAfter(i.person(), given.FirstName, given.LastName, given.EmailAddress)
	var found fault.Violations
	input.Report(&found, fault.ExternalPersonalIdentityNameRequired, wanted.needNames()...)
	input.Report(&found, fault.DataNotValid, wanted.boundNames()...)
	input.Report(&found, fault.ExternalPersonalIdentityEmailAddressRequired, wanted.needEmailAddress())
	input.Report(&found, fault.DataNotValid, wanted.boundEmailAddress())
	reportNullState(&found, given.State)
	i.reportState(&found, given.State.Value)
	wanted.reportUnrecognized(&found)
	if err := found.Err(); err != nil {
		return nil, err
	}
	after := *i
	after.FirstName, after.LastName, after.EmailAddress = wanted.firstName, wanted.lastName, wanted.emailAddress
	if given.State.Given {
		after.State = *given.State.Value
	}
	return &after, nil
}

// update returns the account, and the identity that it is linked to, as they are once the fields that were given are
// changed.
func (a *ExternalRoleAccount) update(
	given UpdateExternalRoleAccount, linked *ExternalPersonalIdentity,
) (*ExternalRoleAccount, *ExternalPersonalIdentity, error) {
	wanted := newPersonAfter(a.person(), given.FirstName, given.LastName, given.EmailAddress)
	var found fault.Violations
	input.Report(&found, fault.ExternalRoleAccountNamesEmailAddressRequired, append(wanted.needNames(), wanted.needEmailAddress())...)
	input.Report(&found, fault.DataNotValid, append(wanted.boundNames(), wanted.boundEmailAddress())...)
	reportNullState(&found, given.State)
	state := (*ExternalPersonalIdentityState)(given.State.Value)
	if !a.reportState(&found, given.State.Value) {
		linked.reportState(&found, state)
	}
	wanted.reportUnrecognized(&found)
	if err := found.Err(); err != nil {
		return nil, nil, err
	}
	account, identity := *a, *linked
	account.FirstName, account.LastName, account.EmailAddress = wanted.firstName, wanted.lastName, wanted.emailAddress
	set(&identity.FirstName, given.FirstName)
	set(&identity.LastName, given.LastName)
	if given.State.Given {
		account.State, identity.State = *given.State.Value, *state
	}
	return &account, &identity, nil
}

// update returns the role as it is once the fields that were given are changed.
func (r *ExternalRole) update(given UpdateExternalRole) (*ExternalRole, error) {
	after := *r
	set(&after.Name, given.Name)
	var found fault.Violations
	input.Report(&found, fault.ExternalRoleNameEnabledRequired,
		input.Need(roleNamePath, after.Name != ""), input.Need(enabledPath, !given.Enabled.Given || given.Enabled.Value != nil))
	input.Report(&found, fault.DataNotValid, input.Bounds(roleNamePath, after.Name, longestRoleName))
	if err := found.Err(); err != nil {
		return nil, err
	}
	if given.Enabled.Given {
		after.Enabled = *given.Enabled.Value
	}
	return &after, nil
}
