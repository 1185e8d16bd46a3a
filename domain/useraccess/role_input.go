package useraccess

import "accessgraph/domain/inputs"

// Limits of roles, in Unicode characters.
const (
	MaxCodeLength        = 100
	MaxDescriptionLength = 255
)

const (
	codePath        = "input.code"
	descriptionPath = "input.description"
)

// CreateUserAccessRoleInput is the input of createUserAccessRole.
type CreateUserAccessRoleInput struct {
	Code        string
	Description string
}

// UpdateUserAccessRoleInput is the input of updateUserAccessRole. Absent fields keep their values; no field can be null.
type UpdateUserAccessRoleInput struct {
	UserAccessRoleID string
	Description      inputs.Field[string]
	ExpectedVersion  *int
}

// DeleteUserAccessRoleInput is the input of deleteUserAccessRole.
type DeleteUserAccessRoleInput struct {
	UserAccessRoleID string
	ExpectedVersion  *int
}
