// Package resolvers answers the fields of the schema: who calls, may they, one call of the domain, the payload.
package resolvers

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
	"accessgraph/graph/plan"
	"accessgraph/graph/workarounds"
)

// The second needs what the first has written.
//
//go:generate go run accessgraph/graph/plan/gen -fakes graph/plan/internal/product/fakes.generated.go
//go:generate sh -c "go run .. schema > ../schema.graphql"

// Dependencies is what the fields of the schema are answered with.
type Dependencies struct {
	Services Services
	Lists    Lists
	// Execution is how operations are executed.
	Execution plan.Options
	// Executor stands in for the executor of query plans; nil in every real server.
	Executor func(generated.Config) graphql.ExecutableSchema
	// Server is the answer of serverInfo.
	Server model.ServerInfo
}

// Services carry out mutations.
type Services struct {
	Access      *access.Service
	AccessRule  *accessrule.Service
	RoleAccount *roleaccount.Service
	Tenant      *tenant.Service
	UserAccess  *useraccess.Service
}

// Lists are read a page at a time.
type Lists struct {
	Accesses             document.Lister[access.Access, access.Filter]
	AccessRules          document.Lister[accessrule.AccessRule, accessrule.RuleFilter]
	Applications         document.Lister[tenant.Application, tenant.ApplicationFilter]
	AuditRecords         document.Lister[audit.Record, audit.Filter]
	Customers            document.Lister[useraccess.Customer, useraccess.CustomerFilter]
	ExternalIdentities   document.Lister[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter]
	ExternalRoles        document.Lister[roleaccount.ExternalRole, roleaccount.RoleFilter]
	ExternalRoleAccounts document.Lister[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter]
	Identifiers          document.Lister[accessrule.Identifier, accessrule.IdentifierFilter]
	Passages             document.Lister[accessrule.Passage, accessrule.PassageFilter]
	Readers              document.Lister[accessrule.Reader, accessrule.ReaderFilter]
	Users                document.Lister[useraccess.User, useraccess.UserFilter]
	UserAccesses         document.Lister[useraccess.Record, useraccess.UserAccessFilter]
	UserAccessRoles      document.Lister[useraccess.UserAccessRole, useraccess.RoleFilter]
}

// Resolver answers the fields that are more than a field of a document.
type Resolver struct {
	Dependencies

	// schema is what possibleErrors reads.
	schema *ast.Schema
}

// Schema returns the schema as it is served.
func Schema() *ast.Schema {
	return workarounds.Served(generated.NewExecutableSchema(generated.Config{}).Schema())
}

// NewSchema returns the schema, ready to be executed. The context of an operation carries its Request.
func NewSchema(dependencies Dependencies) graphql.ExecutableSchema {
	resolver := &Resolver{Dependencies: dependencies}
	executable := dependencies.executable(generated.Config{
		Schema:    Schema(),
		Resolvers: resolver, Directives: directives(),
	})
	resolver.schema = executable.Schema()
	return executable
}

func (d Dependencies) executable(config generated.Config) graphql.ExecutableSchema {
	if d.Executor != nil {
		return d.Executor(config)
	}
	return generated.NewPlannedSchema(config, d.Execution)
}
