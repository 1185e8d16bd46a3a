package useraccess

import "accessgraph/domain/fault"

// Paths of the IDs in the inputs of mutations.
const (
	customerIDPath       = "input.customerId"
	userIDPath           = "input.userId"
	userAccessIDPath     = "input.userAccessId"
	userAccessRoleIDPath = "input.userAccessRoleId"
)

// Problems of fields that refer to stored documents.
const (
	notACustomer = "must be the ID of a customer of the company"
	notAUser     = "must be the ID of a user of the company"
	notUnique    = "must be unique within the company"
)

// CustomerNotFound returns CUSTOMER_NOT_FOUND for an argument.
func CustomerNotFound(customerID string) error { return customerNotFound("customerId", customerID) }

func customerNotFound(path, customerID string) error {
	return fault.New(fault.CustomerNotFound, customerID).With(path, notACustomer).Err()
}

// UserNotFound returns USER_NOT_FOUND for an argument.
func UserNotFound(userID string) error { return userNotFound("userId", userID) }

// UserNotFoundAt returns USER_NOT_FOUND for the field of an input.
func UserNotFoundAt(path, userID string) error { return userNotFound(path, userID) }

func userNotFound(path, userID string) error {
	return fault.New(fault.UserNotFound, userID).With(path, notAUser).Err()
}

// UserAccessNotFound returns USER_ACCESS_NOT_FOUND for an argument.
func UserAccessNotFound(userAccessID string) error {
	return userAccessNotFound("userAccessId", userAccessID)
}

func userAccessNotFound(path, userAccessID string) error {
	return fault.New(fault.UserAccessNotFound, userAccessID).With(path, "must be the ID of a user access of the company").Err()
}

// UserAccessRoleNotFound returns USER_ACCESS_ROLE_NOT_FOUND for an argument.
func UserAccessRoleNotFound(roleID string) error {
	return userAccessRoleNotFound("userAccessRoleId", roleID)
}

func userAccessRoleNotFound(path, roleID string) error {
	return fault.New(fault.UserAccessRoleNotFound, roleID).With(path, "must be the ID of a role of the company").Err()
}
