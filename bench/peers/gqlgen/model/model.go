// Package model has the documents of the store, which the schema is bound to.
package model

import (
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// Base is what every document begins with.
type Base struct {
	ID            string    `bson:"_id"`
	CompanyID     string    `bson:"companyId"`
	SchemaVersion int       `bson:"schemaVersion"`
	Version       int       `bson:"version"`
	UpdatedAt     time.Time `bson:"updatedAt"`
}

// Named is the part of a document that lists by name are ordered by.
type Named struct {
	NameKey     string `bson:"nameKey"`
	FoldVersion int    `bson:"foldVersion"`
}

// Actor is the application that created a document.
type Actor struct {
	Application     string  `bson:"applicationId"`
	ApplicationName string  `bson:"applicationName"`
	UserID          *string `bson:"userId,omitempty"`
}

// ApplicationID returns the application's ID; nil where there is no application.
func (a Actor) ApplicationID() *string {
	if a.Application == "" {
		return nil
	}
	return &a.Application
}

// Application is an API client.
type Application struct {
	Base    `bson:",inline"`
	Name    string   `bson:"name"`
	Enabled bool     `bson:"enabled"`
	Scopes  []string `bson:"scopes"`
	Keys    []Key    `bson:"keys"`
}

// Key is a key of an application.
type Key struct {
	Hash      string     `bson:"hash"`
	ExpiresAt *time.Time `bson:"expiresAt"`
}

// The enums of the schema.
type (
	// AccessType is the role in which a user acts.
	AccessType string
	// AccessState is the state of an access.
	AccessState string
	// IdentifierType is what a reader reads.
	IdentifierType string
)

// Access is an access of a user.
type Access struct {
	Base              `bson:",inline"`
	Named             `bson:",inline"`
	Type              AccessType  `bson:"type"`
	State             AccessState `bson:"state"`
	Managed           bool        `bson:"managed"`
	FirstName         string      `bson:"firstName"`
	LastName          string      `bson:"lastName"`
	PrivateID         string      `bson:"privateId"`
	RoleAccountID     *string     `bson:"roleAccountId"`
	CorporateName     *string     `bson:"corporateName"`
	CorporateRoleName *string     `bson:"corporateRoleName"`
	Activation        any         `bson:"activation"`
	Invitation        any         `bson:"invitation"`
	InvitationHash    *string     `bson:"invitationHash"`
	CreatedBy         Actor       `bson:"createdBy"`
}

// CreatedAt is the time of the ID.
func (a *Access) CreatedAt() time.Time {
	_, digits, _ := strings.Cut(a.ID, "_")
	octets, err := hex.DecodeString(digits[:min(12, len(digits))])
	if err != nil {
		return time.Time{}
	}
	var milliseconds int64
	for _, octet := range octets {
		milliseconds = milliseconds<<8 | int64(octet)
	}
	return time.UnixMilli(milliseconds)
}

// ExternalPersonalIdentity is a person of another organisation.
type ExternalPersonalIdentity struct {
	Base         `bson:",inline"`
	Named        `bson:",inline"`
	FirstName    string `bson:"firstName"`
	LastName     string `bson:"lastName"`
	EmailAddress string `bson:"emailAddress"`
	Managed      bool   `bson:"managed"`
	State        string `bson:"state"`
	CreatedBy    Actor  `bson:"createdBy"`
}

// ExternalRoleAccount is the account of a person in a role.
type ExternalRoleAccount struct {
	Base               `bson:",inline"`
	Named              `bson:",inline"`
	RoleID             string `bson:"roleId"`
	PersonalIdentityID string `bson:"personalIdentityId"`
	EmailAddress       string `bson:"emailAddress"`
	FirstName          string `bson:"firstName"`
	LastName           string `bson:"lastName"`
	Managed            bool   `bson:"managed"`
	State              string `bson:"state"`
	CreatedBy          Actor  `bson:"createdBy"`
}

// ExternalRole is a role that people of other organisations can have.
type ExternalRole struct {
	Base      `bson:",inline"`
	Named     `bson:",inline"`
	Name      string `bson:"name"`
	Enabled   bool   `bson:"enabled"`
	CreatedBy Actor  `bson:"createdBy"`
}

// AccessRule says which relays each reader opens.
type AccessRule struct {
	Base        `bson:",inline"`
	Named       `bson:",inline"`
	Name        string              `bson:"name"`
	Description string              `bson:"description"`
	Settings    []AccessRuleSetting `bson:"settings"`
	CreatedBy   Actor               `bson:"createdBy"`
}

// AccessRuleSetting is what one reader opens.
type AccessRuleSetting struct {
	Reader string `bson:"reader"`
	Relays []int  `bson:"relays"`
}

// Identifier is what a reader can read.
type Identifier struct {
	Base          `bson:",inline"`
	Named         `bson:",inline"`
	Name          string         `bson:"name"`
	Affiliation   string         `bson:"affiliation"`
	Type          IdentifierType `bson:"type"`
	Number        string         `bson:"number"`
	Validity      Validity       `bson:"validity"`
	AccessRuleIDs []string       `bson:"accessRuleIds"`
	CreatedBy     Actor          `bson:"createdBy"`
}

// Validity says when an identifier opens anything.
type Validity struct {
	From      *time.Time `bson:"from"`
	To        *time.Time `bson:"to"`
	MaxPasses *int       `bson:"maxPasses"`
}

type (
	// AccessConnection is a page of accesses.
	AccessConnection struct {
		Nodes    []Access
		PageInfo PageInfo
	}
	// AccessRuleConnection is a page of access rules.
	AccessRuleConnection struct {
		Nodes    []AccessRule
		PageInfo PageInfo
	}
	// PageInfo reports whether there are more entries.
	PageInfo struct{ HasNextPage bool }
	// PassageDecision says what an identifier opens.
	PassageDecision struct {
		Granted     bool
		Relays      []int
		Denial      *string
		AccessRules []AccessRule
		Identifier  *Identifier
	}
	// PassageIdentifierInput says which identifier is at a reader.
	PassageIdentifierInput struct {
		IdentifierID *string
		Number       *IdentifierNumberInput
	}
	// IdentifierNumberInput is what a reader read.
	IdentifierNumberInput struct {
		Type   IdentifierType
		Number string
	}
	// CreateAccessInput describes an access.
	CreateAccessInput struct {
		Type                           *AccessType
		PrivateID, FirstName, LastName *string
		Managed                        *bool
	}
	// CreateAccessPayload has the created access.
	CreateAccessPayload struct{ Access *Access }
)

// MarshalDateTime writes RFC 3339 in UTC with milliseconds.
func MarshalDateTime(instant time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.Quote(instant.UTC().Format("2006-01-02T15:04:05.000Z07:00")))
	})
}

// UnmarshalDateTime reads RFC 3339.
func UnmarshalDateTime(value any) (time.Time, error) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, fmt.Errorf("%T is not a text", value)
	}
	return time.Parse(time.RFC3339, text)
}
