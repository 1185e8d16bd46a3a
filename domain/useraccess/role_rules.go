package useraccess

import (
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// newUserAccessRole returns the role that an input describes. The commit checks that its code is unique.
func newUserAccessRole(input CreateUserAccessRoleInput) (*UserAccessRole, error) {
	var fields inputs.Fields
	role := &UserAccessRole{
		Code:        fields.Text(codePath, input.Code, 1, MaxCodeLength),
		Description: fields.Text(descriptionPath, input.Description, 0, MaxDescriptionLength),
	}
	return role, fields.Err()
}

// update returns the role after an update.
func (r *UserAccessRole) update(input UpdateUserAccessRoleInput) (*UserAccessRole, error) {
	var fields inputs.Fields
	after := *r
	input.Description.Apply(&fields, descriptionPath, func(description string) {
		after.Description = fields.Text(descriptionPath, description, 0, MaxDescriptionLength)
	})
	return &after, fields.Err()
}

// uniqueCode returns the claim value that is unique among the roles of a company.
func (r *UserAccessRole) uniqueCode() string { return text.Fold(r.Code) }
