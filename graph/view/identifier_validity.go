// Package view has objects of the schema that differ from the stored documents.
package view

import "accessgraph/domain/accessrule"

// IdentifierValidity is the validity of an identifier together with the identifier's ID, by which its passes are counted.
type IdentifierValidity struct {
	accessrule.IdentifierValidity
	IdentifierID string
}
