package useraccess

import (
	"time"

	"accessgraph/domain/inputs"
)

// Limits of user accesses.
const (
	// MaxSsoIDLength is in Unicode characters.
	MaxSsoIDLength = 255
	// MaxRoles is the limit of the roles in an input, duplicates included.
	MaxRoles = 100
	// MaxClockSkew is the limit by which a login can lie in the future, because clocks differ.
	MaxClockSkew = 5 * time.Minute
)

const (
	rolesPath        = "input.roles"
	twoFaEnabledPath = "input.twoFaEnabled"
	ssoIDPath        = "input.ssoId"
)

// CreateUserAccessInput is the input of createUserAccess.
type CreateUserAccessInput struct {
	UserID string
	// CustomerID is nil for the customer of the user.
	CustomerID *string
	// Roles are codes.
	Roles []string
	// Enabled is nil for an access that is enabled.
	Enabled *bool
	Type    UserAccessTypeInput
}

// UserAccessTypeInput is the type of a user access, with the fields of the type. Exactly one of its fields is set.
type UserAccessTypeInput struct {
	Ui      *UiAccessInput
	Sso     *SsoAccessInput
	Api     *ApiAccessInput
	Profile *ProfileAccessInput
}

// UiAccessInput has the fields of a UiAccess.
type UiAccessInput struct {
	TwoFaEnabled bool
}

// SsoAccessInput has the fields of an SsoAccess.
type SsoAccessInput struct {
	SsoID string
}

// ApiAccessInput has the fields of an ApiAccess.
type ApiAccessInput struct {
	Name string
	// Language is nil for the current language of the user.
	Language *string
}

// ProfileAccessInput has the fields of a ProfileAccess.
type ProfileAccessInput struct {
	Name string
}

// UpdateUserAccessInput is the input of updateUserAccess. Absent fields keep their values. Fields that the type of the access
// does not have are rejected.
type UpdateUserAccessInput struct {
	UserAccessID string
	// Roles are codes. They replace the roles of the access.
	Roles        inputs.Field[[]string]
	Enabled      inputs.Field[bool]
	TwoFaEnabled inputs.Field[bool]
	SsoID        inputs.Field[string]
	Name         inputs.Field[string]
	// Language is cleared by null.
	Language        inputs.Field[string]
	ExpectedVersion *int
}

// DeleteUserAccessInput is the input of deleteUserAccess.
type DeleteUserAccessInput struct {
	UserAccessID    string
	ExpectedVersion *int
}

// RecordUserAccessLoginInput is the input of recordUserAccessLogin.
type RecordUserAccessLoginInput struct {
	UserAccessID string
	// At is nil for the current time.
	At              *time.Time
	ExpectedVersion *int
}

// readType sets the type of an access and the fields of the type.
func readType(input UserAccessTypeInput, record *StoredUserAccess, fields *inputs.Fields) {
	paths := typePaths(input)
	if len(paths) == 0 {
		fields.Reject("input.type", "must have exactly one of ui, sso, api and profile")
		return
	}
	if len(paths) > 1 {
		for _, path := range paths {
			fields.Reject(path, "must be the only one of ui, sso, api and profile")
		}
		return
	}
	switch {
	case input.Ui != nil:
		record.Type, record.TwoFaEnabled = UI, input.Ui.TwoFaEnabled
	case input.Sso != nil:
		ssoID := fields.Text("input.type.sso.ssoId", input.Sso.SsoID, 1, MaxSsoIDLength)
		record.Type, record.SsoID = SSO, &ssoID
	case input.Api != nil:
		name := fields.Text("input.type.api.name", input.Api.Name, 1, MaxNameLength)
		record.Type, record.Name = API, &name
		if input.Api.Language != nil {
			tag := readLanguage(fields, "input.type.api.language", *input.Api.Language)
			record.Language = &tag
		}
	default:
		name := fields.Text("input.type.profile.name", input.Profile.Name, 1, MaxNameLength)
		record.Type, record.Name = Profile, &name
	}
}

// typePaths returns the paths of the types that the input sets.
func typePaths(input UserAccessTypeInput) []string {
	var paths []string
	for _, field := range []struct {
		path  string
		isSet bool
	}{
		{"input.type.ui", input.Ui != nil},
		{"input.type.sso", input.Sso != nil},
		{"input.type.api", input.Api != nil},
		{"input.type.profile", input.Profile != nil},
	} {
		if field.isSet {
			paths = append(paths, field.path)
		}
	}
	return paths
}
