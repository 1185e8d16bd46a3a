package useraccess

import (
	"slices"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// newCustomer returns the customer that an input describes. parent is nil if the input names none, or if the company does not
// have it.
func newCustomer(input CreateCustomerInput, parent *Customer) (*Customer, error) {
	var fields inputs.Fields
	customer := &Customer{
		Name:        fields.Text(namePath, input.Name, 1, MaxNameLength),
		ParentID:    input.ParentID,
		AncestorIDs: []string{},
	}
	if input.ParentID != nil && parent == nil {
		fields.Reject(parentIDPath, notACustomer)
	}
	fields.Report(fault.DataNotValid)
	if parent != nil {
		customer.AncestorIDs = append(slices.Clone(parent.AncestorIDs), parent.ID)
		if len(customer.AncestorIDs) >= MaxCustomerDepth {
			fields.Add(fault.New(fault.CustomerDepthExceeded, fault.Number(MaxCustomerDepth)).
				With(parentIDPath, "must have at most "+fault.Number(MaxCustomerDepth-2)+" ancestors"))
		}
	}
	return customer, fields.Err()
}

// update returns the customer after an update.
func (c *Customer) update(input UpdateCustomerInput) (*Customer, error) {
	var fields inputs.Fields
	after := *c
	input.Name.Apply(&fields, namePath, func(name string) {
		after.Name = fields.Text(namePath, name, 1, MaxNameLength)
	})
	return &after, fields.Err()
}
