package useraccess

import "accessgraph/domain/inputs"

// newUser returns the user that an input describes. customer is nil if the company does not have the customer.
func newUser(input CreateUserInput, customer *Customer) (*User, error) {
	var fields inputs.Fields
	user := &User{
		FirstName:  fields.Text(firstNamePath, input.FirstName, 1, MaxNameLength),
		LastName:   fields.Text(lastNamePath, input.LastName, 1, MaxNameLength),
		Language:   readLanguage(&fields, languagePath, input.Language),
		CustomerID: input.CustomerID,
		Enabled:    input.Enabled == nil || *input.Enabled,
	}
	if customer == nil {
		fields.Reject(customerIDPath, notACustomer)
	}
	return user, fields.Err()
}

// update returns the user after an update.
func (u *User) update(input UpdateUserInput) (*User, error) {
	if err := u.requireNotErased(userIDPath); err != nil {
		return nil, err
	}
	var fields inputs.Fields
	after := *u
	input.FirstName.Apply(&fields, firstNamePath, func(name string) {
		after.FirstName = fields.Text(firstNamePath, name, 1, MaxNameLength)
	})
	input.LastName.Apply(&fields, lastNamePath, func(name string) {
		after.LastName = fields.Text(lastNamePath, name, 1, MaxNameLength)
	})
	input.Language.Apply(&fields, languagePath, func(tag string) {
		after.Language = readLanguage(&fields, languagePath, tag)
	})
	input.Enabled.Apply(&fields, enabledPath, func(enabled bool) { after.Enabled = enabled })
	return &after, fields.Err()
}
