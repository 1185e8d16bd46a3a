// Package view holds what an answer shows otherwise than it is stored.
package view

import "accessgraph/domain/accessrule"

// IdentifierValidity is an identifier's validity that knows whose it is: the passes left are counted apart.
type IdentifierValidity struct {
	accessrule.IdentifierValidity
	IdentifierID string
}
