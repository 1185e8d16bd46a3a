package bare

import "time"

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

type actor struct {
	ApplicationID   string  `bson:"applicationId"`
	ApplicationName string  `bson:"applicationName"`
	UserID          *string `bson:"userId,omitempty"`
}

type application struct {
	Base           `bson:",inline"`
	Named          `bson:",inline"`
	Name           string   `bson:"name"`
	Enabled        bool     `bson:"enabled"`
	Scopes         []string `bson:"scopes"`
	GrantableRoles []string `bson:"grantableRoles"`
	Keys           []apiKey `bson:"keys"`
	CreatedBy      actor    `bson:"createdBy"`
}

type apiKey struct {
	ID        string     `bson:"id"`
	Hash      string     `bson:"hash"`
	Hint      string     `bson:"hint"`
	CreatedAt time.Time  `bson:"createdAt"`
	ExpiresAt *time.Time `bson:"expiresAt"`
}

type access struct {
	Base              `bson:",inline"`
	Named             `bson:",inline"`
	Type              string      `bson:"type"`
	State             string      `bson:"state"`
	Managed           bool        `bson:"managed"`
	FirstName         string      `bson:"firstName"`
	LastName          string      `bson:"lastName"`
	PrivateID         string      `bson:"privateId"`
	RoleAccountID     *string     `bson:"roleAccountId"`
	CorporateName     *string     `bson:"corporateName"`
	CorporateRoleName *string     `bson:"corporateRoleName"`
	Activation        *activation `bson:"activation"`
	Invitation        *invitation `bson:"invitation"`
	InvitationHash    *string     `bson:"invitationHash"`
	CreatedBy         actor       `bson:"createdBy"`
}

type activation struct {
	At               time.Time `bson:"at"`
	AgreementVersion string    `bson:"agreementVersion"`
	AcceptedBy       *actor    `bson:"acceptedBy"`
}

type invitation struct {
	SentAt     time.Time  `bson:"sentAt"`
	ExpiresAt  time.Time  `bson:"expiresAt"`
	AcceptedAt *time.Time `bson:"acceptedAt"`
}

type identity struct {
	Base         `bson:",inline"`
	Named        `bson:",inline"`
	FirstName    string `bson:"firstName"`
	LastName     string `bson:"lastName"`
	EmailAddress string `bson:"emailAddress"`
	Managed      bool   `bson:"managed"`
	State        string `bson:"state"`
	CreatedBy    actor  `bson:"createdBy"`
}

type roleAccount struct {
	Base               `bson:",inline"`
	Named              `bson:",inline"`
	RoleID             string `bson:"roleId"`
	PersonalIdentityID string `bson:"personalIdentityId"`
	EmailAddress       string `bson:"emailAddress"`
	FirstName          string `bson:"firstName"`
	LastName           string `bson:"lastName"`
	Managed            bool   `bson:"managed"`
	State              string `bson:"state"`
	CreatedBy          actor  `bson:"createdBy"`
}

type role struct {
	Base      `bson:",inline"`
	Named     `bson:",inline"`
	Name      string `bson:"name"`
	Enabled   bool   `bson:"enabled"`
	CreatedBy actor  `bson:"createdBy"`
}

type accessRule struct {
	Base        `bson:",inline"`
	Named       `bson:",inline"`
	Name        string    `bson:"name"`
	Description string    `bson:"description"`
	Settings    []setting `bson:"settings"`
	CreatedBy   actor     `bson:"createdBy"`
}

type setting struct {
	Reader string `bson:"reader" json:"reader"`
	Relays []int  `bson:"relays" json:"relays"`
}

type identifier struct {
	Base          `bson:",inline"`
	Named         `bson:",inline"`
	Name          string   `bson:"name"`
	Affiliation   string   `bson:"affiliation"`
	Type          string   `bson:"type"`
	Number        string   `bson:"number"`
	Validity      validity `bson:"validity"`
	AccessRuleIDs []string `bson:"accessRuleIds"`
	CreatedBy     actor    `bson:"createdBy"`
}

type validity struct {
	From      *time.Time `bson:"from"`
	To        *time.Time `bson:"to"`
	MaxPasses *int       `bson:"maxPasses"`
}

// auditRecord is kept for each change.
type auditRecord struct {
	ID             string        `bson:"_id"`
	CompanyID      string        `bson:"companyId"`
	SchemaVersion  int           `bson:"schemaVersion"`
	At             time.Time     `bson:"at"`
	Actor          actor         `bson:"actor"`
	Action         string        `bson:"action"`
	SubjectID      string        `bson:"subjectId"`
	SubjectVersion int           `bson:"subjectVersion"`
	RequestID      string        `bson:"requestId"`
	Changes        []fieldChange `bson:"changes"`
}

type fieldChange struct {
	Field  string `bson:"field"`
	Before any    `bson:"before"`
	After  any    `bson:"after"`
}
