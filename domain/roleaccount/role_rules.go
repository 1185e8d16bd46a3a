package roleaccount

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// update returns the role after an update.
func (r *ExternalRole) update(input UpdateExternalRoleInput) (*ExternalRole, error) {
	after := *r
	input.Name.ApplyNullable(func(name *string) { after.Name = inputs.Text(name) })
	var fields inputs.Fields
	reportRole(&fields, after.Name, r.Name, !input.Enabled.IsNull())
	if err := fields.Err(); err != nil {
		return nil, err
	}
	input.Enabled.ApplyNullable(func(enabled *bool) { after.Enabled = *enabled })
	return &after, nil
}

// uniqueName returns the claim value that is unique among the roles of a company.
func (r *ExternalRole) uniqueName() string { return text.Fold(r.Name) }

// roleNameTaken returns the fault of a name that another role of the company has.
func roleNameTaken() fault.Fault {
	return fault.New(fault.ExternalRoleNameTaken).With(roleNamePath, "must be unique within the company")
}
