package access

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// The paths of the ID of an access in the arguments of a query and of a mutation.
const (
	argumentPath = "accessId"
	inputPath    = "input.accessId"
)

// CheckID raises ACCESS_ID_NOT_VALID if an argument is not the ID of an access.
func CheckID(accessID string) error { return checkID(argumentPath, accessID) }

// NotFound returns ACCESS_NOT_FOUND for an argument.
func NotFound(accessID string) error { return notFound(argumentPath, accessID) }

func checkID(path, accessID string) error {
	if id.Check(id.Access, accessID) == nil {
		return nil
	}
	return fault.New(fault.AccessIDNotValid, accessID).With(path, "must be the ID of an access").Err()
}

func notFound(path, accessID string) error {
	return fault.New(fault.AccessNotFound, accessID).With(path, "must be the ID of an access of the company").Err()
}
