package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

const (
	// longestRoleName is in Unicode characters.
	longestRoleName = 100

	rolePath     = "input.roleId"
	roleNamePath = "input.name"
	enabledPath  = "input.enabled"
)

// check finds what is wrong with the input, in the documented order.
func (i CreateExternalRoleInput) check() fault.Violations {
	var found fault.Violations
	name := input.Text(i.Name)
	input.Report(&found, fault.ExternalRoleIDNotAllowed, input.Refuse(idPath, input.Given(i.ID)))
	input.Report(&found, fault.ExternalRoleNameEnabledRequired,
		input.Need(roleNamePath, name != ""), input.Need(enabledPath, i.Enabled != nil))
	input.Report(&found, fault.DataNotValid, input.Bounds(roleNamePath, name, longestRoleName))
	return found
}

// roleNameTaken is what a caller is told when another role of the company has the name.
func roleNameTaken() fault.Fault {
	return fault.New(fault.ExternalRoleNameTaken).With(roleNamePath, "must be unique within the company")
}
