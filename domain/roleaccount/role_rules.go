package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// update returns the role after an update.
func (r *ExternalRole) update(input UpdateExternalRoleInput) (*ExternalRole, error) {
	after := *r
	input.Name.ApplyNullable(func(name *string) { after.Name = inputs.Text(name) })
	var fields inputs.Fields
	reportRole(&fields, after.Name, !input.Enabled.IsNull())
	if err := fields.Err(); err != nil {
		return nil, err
	}
	input.Enabled.ApplyNullable(func(enabled *bool) { after.Enabled = *enabled })
	return &after, nil
}

// roleNameTaken returns the fault of a name that another role of the company has.
func roleNameTaken() fault.Fault {
	return fault.New(fault.ExternalRoleNameTaken).With(roleNamePath, "must be unique within the company")
}
