package useraccess

import (
	"slices"

	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// newCustomer decides on a customer. parent is the one that the input names, or nil when the company does not have it.
func newCustomer(input CreateCustomerInput, parent *Customer) (*Customer, error) {
	var fields text.Fields
	var found fault.Violations
	customer := &Customer{
		Name:        fields.Text("input.name", input.Name, 1, MaxNameLength),
		ParentID:    input.ParentID,
		AncestorIDs: []string{},
	}
	var tooDeep bool
	if input.ParentID != nil {
		if parent == nil {
			fields.Refuse("input.parentId", notACustomer)
		} else {
			customer.AncestorIDs = append(slices.Clone(parent.AncestorIDs), parent.ID)
			tooDeep = len(customer.AncestorIDs) >= MaxCustomerDepth
		}
	}
	fields.Report(&found)
	if tooDeep {
		found.Add(fault.New(fault.CustomerDepthExceeded, fault.Number(MaxCustomerDepth)).
			With("input.parentId", "must have at most "+fault.Number(MaxCustomerDepth-2)+" ancestors"))
	}
	return customer, found.Err()
}

// updated returns the customer with the fields that are given.
func (c *Customer) updated(wanted UpdateCustomer) (*Customer, error) {
	var fields text.Fields
	after := *c
	if name, given := value(&fields, "input.name", wanted.Name); given {
		after.Name = fields.Text("input.name", name, 1, MaxNameLength)
	}
	return &after, fields.Err()
}

// value returns the value of a field that is given, and notes null, which the field cannot be.
func value[T any](fields *text.Fields, path string, field document.Field[T]) (given T, ok bool) {
	if !field.Given {
		return given, false
	}
	if field.Value == nil {
		fields.Refuse(path, mustNotBeNull)
		return given, false
	}
	return *field.Value, true
}
