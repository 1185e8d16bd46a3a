package connection

import (
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// The schema's connections and edges, by their names there.
type (
	AccessConnection                   = Connection[*access.Access]
	AccessEdge                         = Edge[*access.Access]
	AccessRuleConnection               = Connection[*accessrule.AccessRule]
	AccessRuleEdge                     = Edge[*accessrule.AccessRule]
	ApplicationConnection              = Connection[*tenant.Application]
	ApplicationEdge                    = Edge[*tenant.Application]
	CustomerConnection                 = Connection[*useraccess.Customer]
	CustomerEdge                       = Edge[*useraccess.Customer]
	ExternalPersonalIdentityConnection = Connection[*roleaccount.ExternalPersonalIdentity]
	ExternalPersonalIdentityEdge       = Edge[*roleaccount.ExternalPersonalIdentity]
	ExternalRoleConnection             = Connection[*roleaccount.ExternalRole]
	ExternalRoleEdge                   = Edge[*roleaccount.ExternalRole]
	ExternalRoleAccountConnection      = Connection[*roleaccount.ExternalRoleAccount]
	ExternalRoleAccountEdge            = Edge[*roleaccount.ExternalRoleAccount]
	IdentifierConnection               = Connection[*accessrule.Identifier]
	IdentifierEdge                     = Edge[*accessrule.Identifier]
	UserConnection                     = Connection[*useraccess.User]
	UserEdge                           = Edge[*useraccess.User]
	UserAccessConnection               = Connection[useraccess.UserAccess]
	UserAccessEdge                     = Edge[useraccess.UserAccess]
	UserAccessRoleConnection           = Connection[*useraccess.UserAccessRole]
	UserAccessRoleEdge                 = Edge[*useraccess.UserAccessRole]
)
