package connection

import (
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// The schema's connections and edges, by their names there.
type (
	// AccessConnection is a page of the schema's Access objects.
	AccessConnection = Connection[*access.Access]
	// AccessEdge is a place on a page of the schema's Access objects.
	AccessEdge = Edge[*access.Access]
	// AccessRuleConnection is a page of the schema's AccessRule objects.
	AccessRuleConnection = Connection[*accessrule.AccessRule]
	// AccessRuleEdge is a place on a page of the schema's AccessRule objects.
	AccessRuleEdge = Edge[*accessrule.AccessRule]
	// ApplicationConnection is a page of the schema's Application objects.
	ApplicationConnection = Connection[*tenant.Application]
	// ApplicationEdge is a place on a page of the schema's Application objects.
	ApplicationEdge = Edge[*tenant.Application]
	// AuditRecordConnection is a page of the schema's AuditRecord objects.
	AuditRecordConnection = Connection[*audit.Record]
	// AuditRecordEdge is a place on a page of the schema's AuditRecord objects.
	AuditRecordEdge = Edge[*audit.Record]
	// CustomerConnection is a page of the schema's Customer objects.
	CustomerConnection = Connection[*useraccess.Customer]
	// CustomerEdge is a place on a page of the schema's Customer objects.
	CustomerEdge = Edge[*useraccess.Customer]
	// ExternalPersonalIdentityConnection is a page of the schema's ExternalPersonalIdentity objects.
	ExternalPersonalIdentityConnection = Connection[*roleaccount.ExternalPersonalIdentity]
	// ExternalPersonalIdentityEdge is a place on a page of the schema's ExternalPersonalIdentity objects.
	ExternalPersonalIdentityEdge = Edge[*roleaccount.ExternalPersonalIdentity]
	// ExternalRoleConnection is a page of the schema's ExternalRole objects.
	ExternalRoleConnection = Connection[*roleaccount.ExternalRole]
	// ExternalRoleEdge is a place on a page of the schema's ExternalRole objects.
	ExternalRoleEdge = Edge[*roleaccount.ExternalRole]
	// ExternalRoleAccountConnection is a page of the schema's ExternalRoleAccount objects.
	ExternalRoleAccountConnection = Connection[*roleaccount.ExternalRoleAccount]
	// ExternalRoleAccountEdge is a place on a page of the schema's ExternalRoleAccount objects.
	ExternalRoleAccountEdge = Edge[*roleaccount.ExternalRoleAccount]
	// IdentifierConnection is a page of the schema's Identifier objects.
	IdentifierConnection = Connection[*accessrule.Identifier]
	// IdentifierEdge is a place on a page of the schema's Identifier objects.
	IdentifierEdge = Edge[*accessrule.Identifier]
	// PassageConnection is a page of the schema's Passage objects.
	PassageConnection = Connection[*accessrule.Passage]
	// PassageEdge is a place on a page of the schema's Passage objects.
	PassageEdge = Edge[*accessrule.Passage]
	// ReaderConnection is a page of the schema's Reader objects.
	ReaderConnection = Connection[*accessrule.Reader]
	// ReaderEdge is a place on a page of the schema's Reader objects.
	ReaderEdge = Edge[*accessrule.Reader]
	// UserConnection is a page of the schema's User objects.
	UserConnection = Connection[*useraccess.User]
	// UserEdge is a place on a page of the schema's User objects.
	UserEdge = Edge[*useraccess.User]
	// UserAccessConnection is a page of the schema's UserAccess objects.
	UserAccessConnection = Connection[useraccess.UserAccess]
	// UserAccessEdge is a place on a page of the schema's UserAccess objects.
	UserAccessEdge = Edge[useraccess.UserAccess]
	// UserAccessRoleConnection is a page of the schema's UserAccessRole objects.
	UserAccessRoleConnection = Connection[*useraccess.UserAccessRole]
	// UserAccessRoleEdge is a place on a page of the schema's UserAccessRole objects.
	UserAccessRoleEdge = Edge[*useraccess.UserAccessRole]
)
