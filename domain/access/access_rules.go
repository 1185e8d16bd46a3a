package access

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/inputs"
)

// activate returns the access after its activation by an application. acceptedVersion is the version of the agreement that
// the application has read, or nil.
func (a *Access) activate(agreement UserAgreement, acceptedVersion *string, by actor.Actor, at time.Time) (*Access, error) {
	if version := inputs.Text(acceptedVersion); version != "" {
		if err := agreement.requireVersion(version); err != nil {
			return nil, err
		}
	}
	if err := a.requireAllowed(Activate, at); err != nil {
		return nil, err
	}
	after := *a
	after.State = Active
	after.Activation = a.newActivation(agreement, &by, at)
	return &after, nil
}

// newActivation returns the record of an activation. by is nil if the user accepts in person.
func (a *Access) newActivation(agreement UserAgreement, by *actor.Actor, at time.Time) *Activation {
	return &Activation{
		At: at, AgreementVersion: agreement.Version, AgreementDigest: new(agreement.Digest()), Names: new(a.Names()), AcceptedBy: by,
	}
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

// Usable reports whether the access can be used now: it is ACTIVE, the company has all that it refers to, and nothing of that is
// off.
func (a *Access) Usable(refs References) bool {
	return a.State == Active && refs.complete(a) && len(refs.Blockers()) == 0
}
