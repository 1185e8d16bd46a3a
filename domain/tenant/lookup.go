package tenant

import "accessgraph/domain/fault"

const applicationIDPath = "input.applicationId"

// ApplicationNotFound returns APPLICATION_NOT_FOUND for an argument.
func ApplicationNotFound(applicationID string) error {
	return applicationNotFound("applicationId", applicationID)
}

func applicationNotFound(path, applicationID string) error {
	return fault.New(fault.ApplicationNotFound, applicationID).With(path, "must be the ID of an application of the company").Err()
}
