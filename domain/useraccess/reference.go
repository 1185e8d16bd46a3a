package useraccess

import "accessgraph/domain/fault"

// What is wrong with a field whose value has to agree with what is stored.
const (
	notACustomer = "must be the ID of a customer of the company"
	notAUser     = "must be the ID of a user of the company"
	notUnique    = "must be unique within the company"

	mustNotBeNull = "must not be null"
)

// CustomerNotFound is CUSTOMER_NOT_FOUND, for a lookup by ID.
func CustomerNotFound(customerID string) error { return customerNotFound("customerId", customerID) }

func customerNotFound(path, customerID string) error {
	return fault.New(fault.CustomerNotFound, customerID).With(path, notACustomer).Err()
}

// UserNotFound is USER_NOT_FOUND, for a lookup by ID.
func UserNotFound(userID string) error { return userNotFound("userId", userID) }

func userNotFound(path, userID string) error {
	return fault.New(fault.UserNotFound, userID).With(path, notAUser).Err()
}

// UserAccessNotFound is USER_ACCESS_NOT_FOUND, for a lookup by ID.
func UserAccessNotFound(userAccessID string) error {
	return userAccessNotFound("userAccessId", userAccessID)
}

func userAccessNotFound(path, userAccessID string) error {
	return fault.New(fault.UserAccessNotFound, userAccessID).With(path, "must be the ID of a user access of the company").Err()
}

// UserAccessRoleNotFound is USER_ACCESS_ROLE_NOT_FOUND, for a lookup by ID.
func UserAccessRoleNotFound(roleID string) error {
	return userAccessRoleNotFound("userAccessRoleId", roleID)
}

func userAccessRoleNotFound(path, roleID string) error {
	return fault.New(fault.UserAccessRoleNotFound, roleID).With(path, "must be the ID of a role of the company").Err()
}
