package access

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/inputs"
	"accessgraph/domain/roleaccount"
)

// activate returns the access after its activation by an application. acceptedVersion is the version of the agreement that
// the application has read, or nil.
func (a *Access) activate(agreement UserAgreement, acceptedVersion *string, by actor.Actor, at time.Time) (*Access, error) {
	if version := inputs.Text(acceptedVersion); version != "" {
		if err := agreement.requireVersion(version); err != nil {
			return nil, err
		}
	}
	if err := a.requireAllowed(Activate); err != nil {
		return nil, err
	}
	after := *a
	after.State = Active
	after.Activation = &Activation{At: at, AgreementVersion: agreement.Version, AcceptedBy: &by}
	return &after, nil
}

// update returns the access after an update.
func (a *Access) update(input UpdateAccessInput) (*Access, error) {
	if err := input.validate(a); err != nil {
		return nil, err
	}
	after := *a
	input.FirstName.ApplyNullable(func(name *string) { after.FirstName = inputs.Text(name) })
	input.LastName.ApplyNullable(func(name *string) { after.LastName = inputs.Text(name) })
	input.CorporateName.ApplyNullable(func(name *string) { after.CorporateName = inputs.OptionalText(name) })
	input.CorporateRoleName.ApplyNullable(func(name *string) { after.CorporateRoleName = inputs.OptionalText(name) })
	input.State.ApplyNullable(func(state *State) { after.State = *state })
	return &after, nil
}

// Usable reports whether the access can be used now: it is ACTIVE, and so are its identity, its role account and the role of
// the account. account and role are nil for an access of type PRIVATE.
func (a *Access) Usable(identity *roleaccount.ExternalPersonalIdentity, account *roleaccount.ExternalRoleAccount, role *roleaccount.ExternalRole) bool {
	if a.State != Active || identity == nil || identity.State != roleaccount.IdentityActive {
		return false
	}
	if a.Type == Private {
		return true
	}
	return account != nil && account.State == roleaccount.AccountActive && role != nil && role.Enabled
}
