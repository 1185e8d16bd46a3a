// Package actor says who calls, and what they may do.
package actor

import "slices"

// Actor is who made a change, as it is kept with what they changed.
type Actor struct {
	// ApplicationID is empty for the operator, and for an actor who is not known.
	ApplicationID   string `bson:"applicationId"`
	ApplicationName string `bson:"applicationName"`
	// UserID is the user the application said it was acting for.
	UserID *string `bson:"userId,omitempty"`
}

// Unknown returns the actor of changes that were made before actors were recorded.
func Unknown() Actor { return Actor{ApplicationName: "unknown"} }

// ApplicationIDIfAny returns the application's ID, or nil where there is no application.
func (a Actor) ApplicationIDIfAny() *string {
	if a.ApplicationID == "" {
		return nil
	}
	return &a.ApplicationID
}

// Caller is the application behind a request, once its key has been checked. The company of everything that the
// request reads or writes comes from here, and from nowhere else.
type Caller struct {
	CompanyID       string
	ApplicationID   string
	ApplicationName string
	Scopes          []Scope
	// GrantableRoles are the codes of the roles that the application may grant.
	GrantableRoles []string
	// UserID is the user it acts for, or nil.
	UserID *string
	// RequestID is kept in the audit record of every change that the request makes.
	RequestID string
	// ClientRequestID is what the client calls the request, kept beside it; empty when it does not say.
	ClientRequestID string
	// Cached reports whether the application comes from a cache: another process may have changed it in the last 10 seconds.
	Cached bool
	// Attempt is the root field that the caller's mutation carries out at most once; nil without an idempotency key.
	Attempt *Attempt
}

// Actor returns the caller as it is recorded.
func (c Caller) Actor() Actor {
	return Actor{ApplicationID: c.ApplicationID, ApplicationName: c.ApplicationName, UserID: c.UserID}
}

// Holds says whether the caller has a scope, by itself or within a write scope of the same family.
func (c Caller) Holds(scope Scope) bool {
	if slices.Contains(c.Scopes, scope) {
		return true
	}
	write, readable := writeOf(scope)
	return readable && slices.Contains(c.Scopes, write)
}

// MayReadApplication says whether the caller may see an application: its own with any key, another with ADMIN.
func (c Caller) MayReadApplication(applicationID string) bool {
	return c.ApplicationID == applicationID || c.Holds(Admin)
}

// MayNotGrant returns the roles that the caller may not grant, in the order given; none with ADMIN.
func (c Caller) MayNotGrant(roles []string) []string {
	if c.Holds(Admin) {
		return nil
	}
	var refused []string
	for _, role := range roles {
		if !slices.Contains(c.GrantableRoles, role) {
			refused = append(refused, role)
		}
	}
	return refused
}

// Visitor is who sends a request, whether or not they hold a key.
type Visitor struct {
	// Address is the network address that the request came from. Addresses of one IPv6 network of 64 bits, which one
	// visitor commonly has to themselves, are one.
	Address string
	// ApplicationID is the application whose key was sent; empty without a key.
	ApplicationID string
	// RequestID is kept in the audit record of every change that the request makes.
	RequestID string
	// ClientRequestID is what the client calls the request, kept beside it; empty when it does not say.
	ClientRequestID string
}
