// Package actor describes the callers of requests, and their permissions.
package actor

import "slices"

// Actor is the author of a change, as it is stored with the changed document.
type Actor struct {
	// ApplicationID is empty for the operator and for an unknown actor.
	ApplicationID   string `bson:"applicationId"`
	ApplicationName string `bson:"applicationName"`
	// UserID is the user for whom the application has acted.
	UserID *string `bson:"userId,omitempty"`
}

// Unknown returns the actor of changes that were made before actors were recorded.
func Unknown() Actor { return Actor{ApplicationName: "unknown"} }

// ApplicationIDIfAny returns the ID of the application, or nil if there is no application.
func (a Actor) ApplicationIDIfAny() *string {
	if a.ApplicationID == "" {
		return nil
	}
	return &a.ApplicationID
}

// Caller is the authenticated application of a request. It is the only source of the company of every read and write of the request.
type Caller struct {
	CompanyID       string
	ApplicationID   string
	ApplicationName string
	Scopes          []Scope
	// GrantableRoles are the codes of the roles that the application may grant.
	GrantableRoles []string
	// UserID is the user for whom the application acts, or nil.
	UserID *string
	// RequestID is stored in the audit record of every change of the request.
	RequestID string
	// ClientRequestID is the ID that the client has sent for the request, stored with RequestID; empty if it has sent none.
	ClientRequestID string
	// Cached reports whether the application comes from a cache: another process may have changed it in the last 10 seconds.
	Cached bool
	// Attempt identifies the mutation for idempotency; nil without an idempotency key.
	Attempt *Attempt
	// Bearer is the hash of the secret with which a caller without an application has come; empty for an application. Idempotency
	// keys are those of the bearer.
	Bearer string
}

// IdempotencyScope returns whose idempotency keys the caller sends: those of its application, or those of the bearer of a secret.
func (c Caller) IdempotencyScope() string {
	if c.ApplicationID == "" {
		return c.Bearer
	}
	return c.ApplicationID
}

// Actor returns the caller in the form in which it is stored.
func (c Caller) Actor() Actor {
	return Actor{ApplicationID: c.ApplicationID, ApplicationName: c.ApplicationName, UserID: c.UserID}
}

// Holds reports whether the caller has a scope, by itself or as part of the write scope of the same family.
func (c Caller) Holds(scope Scope) bool {
	if slices.Contains(c.Scopes, scope) {
		return true
	}
	write, ok := writeOf(scope)
	return ok && slices.Contains(c.Scopes, write)
}

// MayReadApplication reports whether the caller may read an application: its own with any key, others with ADMIN.
func (c Caller) MayReadApplication(applicationID string) bool {
	return c.ApplicationID == applicationID || c.Holds(Admin)
}

// MayNotGrant returns those roles that the caller may not grant, in their order. With ADMIN it returns none.
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

// Visitor is the sender of a request, with or without a key.
type Visitor struct {
	// Address is the network address of the sender. It is the same for all addresses of one IPv6 network of 64 bits, which usually
	// belongs to one visitor.
	Address string
	// ApplicationID is the application of the key; empty without a key.
	ApplicationID string
	// RequestID is stored in the audit record of every change of the request.
	RequestID string
	// ClientRequestID is the ID that the client has sent for the request, stored with RequestID; empty if it has sent none.
	ClientRequestID string
	// Attempt identifies the mutation for idempotency; nil without an idempotency key.
	Attempt *Attempt
}
