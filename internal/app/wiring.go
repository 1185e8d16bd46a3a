package app

import (
	"context"
	"errors"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/api"
	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/erasure"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/timeprofile/zones"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/model"
	"accessgraph/graph/plan"
	"accessgraph/graph/sdl"
	"accessgraph/mongo"
	"accessgraph/resolvers"
)

func (a *App) services(
	options Options, tenants *tenant.Service, doors *accessrule.Service, invitations invitationLimits,
) resolvers.Services {
	store, changes := options.Store, a.Changes
	return resolvers.Services{
		Access: &access.Service{
			Accesses: store.Accesses(), ExternalPersonalIdentities: store.ExternalPersonalIdentities(),
			ExternalRoleAccounts: store.ExternalRoleAccounts(), ExternalRoles: store.ExternalRoles(),
			Invitations: store.Accesses(), FailuresByAddress: invitations.byAddress, FailuresByApplication: invitations.byApplication,
			AttemptsByToken: invitations.byToken, Agreement: a.CurrentAgreement, Agreements: store.UserAgreements(), Changes: changes,
		},
		AccessRule: doors,
		Changes:    &audit.Feed{Records: store.AuditRecords(), History: store.AuditHistory(), Clock: changes.Clock},
		Erasure:    &erasure.Service{Objects: erasureObjects(store), Changes: changes, Queued: func() { a.erasing.wake() }},
		RoleAccount: &roleaccount.Service{
			ExternalPersonalIdentities: store.ExternalPersonalIdentities(), ExternalRoles: store.ExternalRoles(), ExternalRoleAccounts: store.ExternalRoleAccounts(),
			EmailAddresses: options.EmailAddresses, Changes: changes,
		},
		Tenant: tenants,
		TimeProfile: &timeprofile.Service{
			TimeProfiles: store.TimeProfiles(), HolidayCalendars: store.HolidayCalendars(), Zones: doors.Timetables.Zones,
			Counters: store.Counters(), Changes: changes,
		},
		UserAccess: &useraccess.Service{
			Customers: store.Customers(), Users: store.Users(), UserAccesses: store.UserAccesses(),
			Roles: store.UserAccessRoles(), Counters: store.Counters(), Changes: changes,
		},
	}
}

func executableSchema(options Options, carriedOut resolvers.Services) graphql.ExecutableSchema {
	store := options.Store
	return resolvers.NewSchema(resolvers.Dependencies{
		Services: carriedOut,
		Collections: resolvers.Collections{
			Accesses: store.Accesses(), AccessRules: store.AccessRules(), Applications: store.Applications(), AuditRecords: store.AuditRecords(),
			Companies: store.Companies(), Customers: store.Customers(), ExternalPersonalIdentities: store.ExternalPersonalIdentities(),
			ExternalRoles: store.ExternalRoles(), ExternalRoleAccounts: store.ExternalRoleAccounts(), Identifiers: store.Identifiers(),
			Passages: store.Passages(), Readers: store.Readers(), TimeProfiles: store.TimeProfiles(), HolidayCalendars: store.HolidayCalendars(),
			Users: store.Users(), UserAccesses: store.UserAccesses(), UserAccessRoles: store.UserAccessRoles(),
		},
		Execution: plan.Options{Price: api.Price, Meter: api.Meter, Level: resolvers.Level},
		Executor:  options.Executor,
		Server:    serverInfo(options),
	})
}

func loaderStores(store *mongo.Store) dataloaders.Stores {
	return dataloaders.Stores{
		Counters: store.Counters(), KeyUses: store.KeyUses(), LiveAccessRules: store.LiveAccessRules(), UserAccessRoles: store.UserAccessRoles(),
	}
}

func serverInfo(options Options) model.ServerInfo {
	info := model.ServerInfo{
		Version: options.Version, Specifications: specifications(),
		Playground: options.Playground, Introspection: model.IntrospectionPolicy(options.Introspection),
		TimeZoneDatabaseVersion: zones.Version(),
	}
	for _, limit := range options.Limits.List() {
		info.Limits = append(info.Limits, model.Limit{Name: limit.Name, Value: limit.Value})
	}
	info.Limits = append(info.Limits, model.Limit{Name: "pageSize", Value: document.MaxPageSize})
	return info
}

// specifications are those that the API follows and its tests hold it to.
func specifications() []string {
	return []string{
		"https://spec.graphql.org/September2025/",
		"https://graphql.github.io/graphql-over-http/draft/",
		"https://relay.dev/graphql/connections.htm",
		"https://relay.dev/graphql/objectidentification.htm",
	}
}

// users reports whether a user of a company may act, for X-Acting-User.
type users struct {
	reader document.Reader[useraccess.User]
}

func (u users) UserMayAct(ctx context.Context, companyID, userID string) (bool, error) {
	user, err := u.reader.Get(ctx, companyID, userID)
	if errors.Is(err, document.ErrAbsent) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return user.Enabled, nil
}

// roles finds the codes of roles that applications may grant.
type roles struct {
	reader useraccess.RolesByCode
}

func (r roles) UnknownRoles(ctx context.Context, companyID string, codes []string) ([]string, error) {
	unknown := []string{}
	for batch := range slices.Chunk(codes, useraccess.MaxRoles) {
		byCode, err := r.reader.ByCode(ctx, companyID, batch)
		if err != nil {
			return nil, err
		}
		unknown = append(unknown, slices.DeleteFunc(slices.Clone(batch), func(code string) bool { return byCode[code] != nil })...)
	}
	return unknown, nil
}

// Schema is the schema as it is served.
func Schema() *ast.Schema {
	return resolvers.Schema()
}

// SchemaText is the schema in the schema definition language, descriptions included.
func SchemaText() string {
	return sdl.Text(Schema())
}

// SchemaTextWithoutOneOf is SchemaText without the directive @oneOf, for tools that do not know it.
func SchemaTextWithoutOneOf() string {
	return sdl.Text(sdl.WithoutOneOf(Schema()))
}
