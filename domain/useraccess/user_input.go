package useraccess

import (
	"golang.org/x/text/language"

	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// Limits of the fields that several nouns have, in Unicode characters.
const (
	MaxNameLength     = 100
	MaxLanguageLength = 100
)

// Paths of the fields that several inputs have.
const (
	namePath      = "input.name"
	firstNamePath = "input.firstName"
	lastNamePath  = "input.lastName"
	languagePath  = "input.language"
	enabledPath   = "input.enabled"
)

// CreateUserInput is the input of createUser.
type CreateUserInput struct {
	FirstName  string
	LastName   string
	Language   string
	CustomerID string
	// Enabled is nil for a user who is enabled.
	Enabled *bool
}

// UpdateUserInput is the input of updateUser. Absent fields keep their values; no field can be null.
type UpdateUserInput struct {
	UserID          string
	FirstName       inputs.Field[string]
	LastName        inputs.Field[string]
	Language        inputs.Field[string]
	Enabled         inputs.Field[bool]
	ExpectedVersion *int
}

// readLanguage returns a BCP 47 language tag in its canonical form. It rejects a text that is not a tag, or that has a subtag
// that is not registered.
func readLanguage(fields *inputs.Fields, path, raw string) string {
	clean := text.Clean(raw)
	if problem := text.Problem(clean, 1, MaxLanguageLength); problem != "" {
		fields.Reject(path, problem)
		return clean
	}
	tag, err := language.Parse(clean)
	if err != nil {
		fields.Reject(path, "must be a BCP 47 language tag, such as en or pt-BR")
		return clean
	}
	return tag.String()
}
