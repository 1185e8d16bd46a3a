package useraccess

import (
	"slices"

	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// newCustomer decides on a customer. parents holds the parent that the input names, when the company has it.
func newCustomer(input CreateCustomerInput, parents map[string]*Customer) (*Customer, error) {
	var fields text.Fields
	var found fault.Violations
	customer := &Customer{
		Name:        fields.Text("input.name", input.Name, 1, MaxNameLength),
		ParentID:    input.ParentID,
		AncestorIDs: []string{},
	}
	var tooDeep bool
	if input.ParentID != nil {
		if parent := parents[*input.ParentID]; parent == nil {
			fields.Refuse("input.parentId", notACustomer)
		} else {
			customer.AncestorIDs = append(slices.Clone(parent.AncestorIDs), parent.ID)
			tooDeep = len(customer.AncestorIDs) >= MaxCustomerDepth
		}
	}
	fields.Report(&found)
	if tooDeep {
		found.Add(fault.New(fault.CustomerTooDeep, fault.Number(MaxCustomerDepth)).
			With("input.parentId", "must have at most "+fault.Number(MaxCustomerDepth-2)+" ancestors"))
	}
	return customer, found.Err()
}
