package roleaccount

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// Service carries out the mutations of external personal identities, external roles and external role accounts.
type Service struct {
	ExternalPersonalIdentities document.Reader[ExternalPersonalIdentity]
	ExternalRoles              document.Reader[ExternalRole]
	ExternalRoleAccounts       document.Reader[ExternalRoleAccount]
	// EmailAddresses verifies new addresses, after everything else has been validated.
	EmailAddresses EmailAddressVerifier
	Changes        *commit.Runner
}
