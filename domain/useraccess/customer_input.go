package useraccess

import "accessgraph/domain/inputs"

// MaxCustomerDepth is the limit of the levels of customers, the top level included.
const MaxCustomerDepth = 8

const parentIDPath = "input.parentId"

// CreateCustomerInput is the input of createCustomer.
type CreateCustomerInput struct {
	Name string
	// ParentID is nil if the customer is not a subsidiary.
	ParentID *string
}

// UpdateCustomerInput is the input of updateCustomer. Absent fields keep their values; no field can be null.
type UpdateCustomerInput struct {
	CustomerID      string
	Name            inputs.Field[string]
	ExpectedVersion *int
}
