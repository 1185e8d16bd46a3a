package roleaccount

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// Service carries out the mutations of external personal identities, external roles and external role accounts.
type Service struct {
	ExternalPersonalIdentities ExternalPersonalIdentities
	ExternalRoles              document.Reader[ExternalRole]
	ExternalRoleAccounts       ExternalRoleAccounts
	// EmailAddresses verifies new addresses, after everything else has been validated.
	EmailAddresses EmailAddressVerifier
	Changes        *commit.Runner
}

// ExternalPersonalIdentities reads and lists identities.
type ExternalPersonalIdentities interface {
	document.Reader[ExternalPersonalIdentity]
	document.Lister[ExternalPersonalIdentity, ExternalPersonalIdentityFilter]
}

// ExternalRoleAccounts reads and lists accounts.
type ExternalRoleAccounts interface {
	document.Reader[ExternalRoleAccount]
	document.Lister[ExternalRoleAccount, ExternalRoleAccountFilter]
}
