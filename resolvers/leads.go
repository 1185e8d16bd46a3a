package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
	"accessgraph/graph/view"
)

// fetcher reads many values of one kind by their IDs.
type fetcher interface {
	Fetch(ctx context.Context, ids []string)
}

// lead is a field that leads from an object to others.
type lead struct {
	// need names what has to be read for the field; nothing, where need is nil or the ID is empty.
	need func(loaders *dataloaders.Loaders, calling actor.Caller, object any) (from fetcher, id string)
	// needs is need for a field that leads to several documents.
	needs func(loaders *dataloaders.Loaders, object any) (from fetcher, keys []string)
	// follow returns the objects that the field answers with, once that is read.
	follow func(ctx context.Context, loaders *dataloaders.Loaders, object any) []any
	// read is for a field that needs more than one document of each object: it reads them for all of the objects.
	read func(ctx context.Context, loaders *dataloaders.Loaders, objects []any)
}

// leads are the fields that read by ID, or that lead to objects with such fields, by the type and the name. A list reads
// what they need for a whole page at once. The tests of store calls fail for a field that is missing here.
func leads() map[string]lead {
	found := map[string]lead{
		"Access.privateIdentity": to((*dataloaders.Loaders).ExternalIdentities, func(a *access.Access) string { return a.PrivateID }),
		"Access.roleAccount":     to((*dataloaders.Loaders).ExternalRoleAccounts, func(a *access.Access) string { return optional(a.RoleAccountID) }),
		"Access.usable":          {read: readForUsable},
		"Access.createdBy":       into(func(a *access.Access) *actor.Actor { return &a.CreatedBy }),
		"Access.activation":      into(func(a *access.Access) *access.Activation { return a.Activation }),
		"Activation.acceptedBy":  into(func(a *access.Activation) *actor.Actor { return a.AcceptedBy }),
		"Actor.user":             to((*dataloaders.Loaders).Users, func(a *actor.Actor) string { return optional(a.UserID) }),
		"Actor.application":      toApplication(),
		"Record.actor":           into(func(r *audit.Record) *actor.Actor { return &r.Actor }),
		"Record.subject":         toSubject(),
		"AccessRule.createdBy":   into(func(r *accessrule.AccessRule) *actor.Actor { return &r.CreatedBy }),
		"AccessRule.referencesCount": counting((*dataloaders.Loaders).IdentifierReferences,
			func(r *accessrule.AccessRule) string { return r.ID }),
		"ApiKey.lastUsedAt": {need: func(loaders *dataloaders.Loaders, _ actor.Caller, object any) (fetcher, string) {
			key, _ := object.(*tenant.ApiKey)
			return loaders.APIKeyUses(), key.ID
		}},
		"Application.keys": {follow: func(_ context.Context, _ *dataloaders.Loaders, object any) []any {
			application, _ := object.(*tenant.Application)
			return keysOf(application)
		}},
		"Application.createdBy": into(func(a *tenant.Application) *actor.Actor { return &a.CreatedBy }),
		"Application.grantableUserAccessRoles": toRoles(func(object any) []string {
			application, _ := object.(*tenant.Application)
			return application.GrantableRoles
		}),
		"Customer.createdBy":                 into(func(c *useraccess.Customer) *actor.Actor { return &c.CreatedBy }),
		"User.createdBy":                     into(func(u *useraccess.User) *actor.Actor { return &u.CreatedBy }),
		"UserAccessRole.createdBy":           into(func(r *useraccess.UserAccessRole) *actor.Actor { return &r.CreatedBy }),
		"Customer.parent":                    to((*dataloaders.Loaders).Customers, func(c *useraccess.Customer) string { return optional(c.ParentID) }),
		"ExternalRole.createdBy":             into(func(r *roleaccount.ExternalRole) *actor.Actor { return &r.CreatedBy }),
		"ExternalRoleAccount.createdBy":      into(func(a *roleaccount.ExternalRoleAccount) *actor.Actor { return &a.CreatedBy }),
		"ExternalPersonalIdentity.createdBy": into(func(i *roleaccount.ExternalPersonalIdentity) *actor.Actor { return &i.CreatedBy }),
		"ExternalRoleAccount.role":           to((*dataloaders.Loaders).ExternalRoles, func(a *roleaccount.ExternalRoleAccount) string { return a.RoleID }),
		"ExternalRoleAccount.personalIdentity": to((*dataloaders.Loaders).ExternalIdentities,
			func(a *roleaccount.ExternalRoleAccount) string { return a.PersonalIdentityID }),
		"Identifier.accessRuleIds": {read: readLiveAccessRules},
		"Identifier.createdBy":     into(func(i *accessrule.Identifier) *actor.Actor { return &i.CreatedBy }),
		"Identifier.validity": into(func(i *accessrule.Identifier) *view.IdentifierValidity {
			return &view.IdentifierValidity{IdentifierValidity: i.Validity, IdentifierID: i.ID}
		}),
		"IdentifierValidity.passesLeft": counting((*dataloaders.Loaders).PassesLeft, func(v *view.IdentifierValidity) string {
			if v.MaxPasses == nil {
				return ""
			}
			return v.IdentifierID
		}),
		"Passage.identifier": to((*dataloaders.Loaders).Identifiers, func(p *accessrule.Passage) string { return optional(p.IdentifierID) }),
		"Passage.createdBy":  into(func(p *accessrule.Passage) *actor.Actor { return &p.CreatedBy }),
		"User.customer":      to((*dataloaders.Loaders).Customers, func(u *useraccess.User) string { return u.CustomerID }),
	}
	for _, typeName := range []string{"UiAccess", "SsoAccess", "ApiAccess", "ProfileAccess"} {
		found[typeName+".user"] = to((*dataloaders.Loaders).Users, func(a useraccess.UserAccess) string { return a.Stored().UserID })
		found[typeName+".customer"] = to((*dataloaders.Loaders).Customers, func(a useraccess.UserAccess) string { return a.Stored().CustomerID })
		found[typeName+".userAccessRoles"] = toRoles(func(object any) []string {
			access, _ := object.(useraccess.UserAccess)
			return access.Stored().Roles
		})
		found[typeName+".createdBy"] = into(func(a useraccess.UserAccess) *actor.Actor { return &a.Stored().CreatedBy })
	}
	found["ApiAccess.language"] = to((*dataloaders.Loaders).Users, func(a useraccess.UserAccess) string {
		if a.Stored().Language != nil {
			return ""
		}
		return a.Stored().UserID
	})
	return found
}

func optional(id *string) string {
	if id == nil {
		return ""
	}
	return *id
}

func keysOf(application *tenant.Application) []any {
	keys := make([]any, len(application.Keys))
	for at := range application.Keys {
		keys[at] = &application.Keys[at]
	}
	return keys
}

// to leads to the document of an ID; nowhere, when that is empty.
func to[S, D any, P connection.Pointer[D]](from func(*dataloaders.Loaders) *dataloaders.Documents[D], idOf func(S) string) lead {
	id := func(object any) string {
		start, ok := object.(S)
		if !ok {
			return ""
		}
		return idOf(start)
	}
	return lead{
		need: func(loaders *dataloaders.Loaders, _ actor.Caller, object any) (fetcher, string) {
			return from(loaders), id(object)
		},
		follow: func(ctx context.Context, loaders *dataloaders.Loaders, object any) []any {
			found, err := from(loaders).Load(ctx, id(object))
			if err != nil {
				return nil // the field itself will tell
			}
			return []any{P(found)}
		},
	}
}

// toApplication leads to an application that the caller may read.
func toApplication() lead {
	every := to((*dataloaders.Loaders).Applications, func(a *actor.Actor) string { return a.ApplicationID })
	return lead{follow: every.follow, need: func(loaders *dataloaders.Loaders, calling actor.Caller, object any) (fetcher, string) {
		from, applicationID := every.need(loaders, calling, object)
		if !calling.MayReadApplication(applicationID) {
			return from, ""
		}
		return from, applicationID
	}}
}

// into leads to an object within another; nowhere, when that is nil.
func into[S, C any](child func(S) *C) lead {
	return lead{follow: func(_ context.Context, _ *dataloaders.Loaders, object any) []any {
		start, ok := object.(S)
		if !ok {
			return nil
		}
		if found := child(start); found != nil {
			return []any{found}
		}
		return nil
	}}
}

// counting needs a number that is kept for an ID.
func counting[S any](from func(*dataloaders.Loaders) *dataloaders.Counts, idOf func(S) string) lead {
	return lead{need: func(loaders *dataloaders.Loaders, _ actor.Caller, object any) (fetcher, string) {
		start, ok := object.(S)
		if !ok {
			return from(loaders), ""
		}
		return from(loaders), idOf(start)
	}}
}
