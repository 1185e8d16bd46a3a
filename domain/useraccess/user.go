package useraccess

import (
	"golang.org/x/text/language"

	"accessgraph/domain/text"
)

// newUser decides on a user. customer is the one that the input names, or nil when the company does not have it.
func newUser(input CreateUserInput, customer *Customer) (*User, error) {
	var fields text.Fields
	user := &User{
		FirstName:  fields.Text("input.firstName", input.FirstName, 1, MaxNameLength),
		LastName:   fields.Text("input.lastName", input.LastName, 1, MaxNameLength),
		Language:   readLanguage(&fields, "input.language", input.Language),
		CustomerID: input.CustomerID,
	}
	if customer == nil {
		fields.Refuse("input.customerId", notACustomer)
	}
	return user, fields.Err()
}

// updated returns the user with the fields that are given.
func (u *User) updated(wanted UpdateUser) (*User, error) {
	var fields text.Fields
	after := *u
	if firstName, given := value(&fields, "input.firstName", wanted.FirstName); given {
		after.FirstName = fields.Text("input.firstName", firstName, 1, MaxNameLength)
	}
	if lastName, given := value(&fields, "input.lastName", wanted.LastName); given {
		after.LastName = fields.Text("input.lastName", lastName, 1, MaxNameLength)
	}
	if tag, given := value(&fields, "input.language", wanted.Language); given {
		after.Language = readLanguage(&fields, "input.language", tag)
	}
	return &after, fields.Err()
}

// newUserAccessRole decides on a role. That its code is unique is for the commit to find out.
func newUserAccessRole(input CreateUserAccessRoleInput) (*UserAccessRole, error) {
	var fields text.Fields
	role := &UserAccessRole{
		Code:        fields.Text("input.code", input.Code, 1, MaxCodeLength),
		Description: fields.Text("input.description", input.Description, 0, MaxDescriptionLength),
	}
	return role, fields.Err()
}

// updated returns the role with the fields that are given.
func (r *UserAccessRole) updated(wanted UpdateUserAccessRole) (*UserAccessRole, error) {
	var fields text.Fields
	after := *r
	if description, given := value(&fields, "input.description", wanted.Description); given {
		after.Description = fields.Text("input.description", description, 0, MaxDescriptionLength)
	}
	return &after, fields.Err()
}

// readLanguage returns a BCP 47 tag in its canonical form, and notes what is wrong with one that is not a tag or has
// a subtag that nobody registered.
func readLanguage(fields *text.Fields, path, raw string) string {
	clean := text.Clean(raw)
	if problem := text.Problem(clean, 1, MaxLanguageLength); problem != "" {
		fields.Refuse(path, problem)
		return clean
	}
	tag, err := language.Parse(clean)
	if err != nil {
		fields.Refuse(path, "must be a BCP 47 language tag, such as en or pt-BR")
		return clean
	}
	return tag.String()
}
