// Package accessrule holds access rules, which say what relays a reader opens, and the identifiers that they are
// attached to.
//
// Contract: create-access-rule.
package accessrule

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// AccessRule says which relays each reader opens, for the identifiers it is attached to.
type AccessRule struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string              `bson:"name"`
	Description    string              `bson:"description"`
	Settings       []AccessRuleSetting `bson:"settings"`
	CreatedBy      actor.Actor         `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (r *AccessRule) ListName() string { return r.Name }

// AccessRuleSetting is what one reader opens.
type AccessRuleSetting struct {
	Reader string `bson:"reader"`
	// Relays is a set, in ascending order.
	Relays []int `bson:"relays"`
}

// Identifier is a card, key, code or plate that a reader can read.
type Identifier struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string                `bson:"name"`
	Affiliation    IdentifierAffiliation `bson:"affiliation"`
	Type           IdentifierType        `bson:"type"`
	// Number is in the normal form of its type.
	Number   string             `bson:"number"`
	Validity IdentifierValidity `bson:"validity"`
	// AccessRuleIDs are the attached rules, in the order they were attached.
	AccessRuleIDs []string    `bson:"accessRuleIds"`
	CreatedBy     actor.Actor `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (i *Identifier) ListName() string { return i.Name }

// AuditSecrets keeps input codes, which are secrets of a kind, out of the audit log.
func (i *Identifier) AuditSecrets() []string {
	if i.Type == InputCode {
		return []string{"number"}
	}
	return nil
}

// IdentifierAffiliation says whose identifier it is.
type IdentifierAffiliation string

// The affiliations of an identifier.
const (
	Owner IdentifierAffiliation = "OWNER"
	Guest IdentifierAffiliation = "GUEST"
)

// IdentifierType says what a reader reads.
type IdentifierType string

// The types of an identifier.
const (
	Card         IdentifierType = "CARD"
	Ukey         IdentifierType = "UKEY"
	InputCode    IdentifierType = "INPUT_CODE"
	LicensePlate IdentifierType = "LICENSE_PLATE"
)

// IdentifierValidity says when an identifier opens anything, and how often.
type IdentifierValidity struct {
	// From is the first instant; nil is the beginning of time.
	From *time.Time `bson:"from"`
	// To is the first instant after; nil is the end of time.
	To *time.Time `bson:"to"`
	// MaxPasses is nil for no limit. What is left of it is counted in a document of its own.
	MaxPasses *int `bson:"maxPasses"`
}
