package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// longestRoleName is in Unicode characters.
const longestRoleName = 100

const (
	rolePath     = "input.roleId"
	roleNamePath = "input.name"
	enabledPath  = "input.enabled"
)

// CreateExternalRoleInput is the input of createExternalRole.
type CreateExternalRoleInput struct {
	// ID is always rejected: the server sets it.
	ID      *string
	Name    *string
	Enabled *bool
}

// UpdateExternalRoleInput is the input of updateExternalRole. Absent fields keep their values.
type UpdateExternalRoleInput struct {
	ExternalRoleID  string
	Name            inputs.Field[string]
	Enabled         inputs.Field[bool]
	ExpectedVersion *int
}

// validate reports the violations of the input, in the documented order.
func (i CreateExternalRoleInput) validate() error {
	var fields inputs.Fields
	fields.Forbid(idPath, !inputs.IsBlank(i.ID))
	fields.Report(fault.ExternalRoleIDNotAllowed)
	reportRole(&fields, inputs.Text(i.Name), "", i.Enabled != nil)
	return fields.Err()
}

// reportRole reports the violations of the name of a role, and of the absence of enabled. A name that is stored already may have
// characters that an earlier version did not reject.
func reportRole(fields *inputs.Fields, name, storedName string, hasEnabled bool) {
	fields.Require(roleNamePath, inputs.HasVisible(name))
	fields.Require(enabledPath, hasEnabled)
	fields.Report(fault.ExternalRoleNameEnabledRequired)
	if name != storedName {
		fields.OptionalText(roleNamePath, name, longestRoleName)
	}
	fields.Report(fault.DataNotValid)
}
