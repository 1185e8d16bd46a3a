package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
)

const (
	headerKey           = "X-API-Key"
	headerAuthorization = "Authorization"
	headerActingUser    = "X-Acting-User"
)

// credentials are what a request says about its sender, unchecked.
type credentials struct {
	// key is meaningful when sent is true; it may be empty even then.
	key  string
	sent bool
	// actingUser is nil when the header is absent.
	actingUser *string
}

// readCredentials takes the key from X-API-Key or a bearer token. A request that contradicts itself is refused.
func readCredentials(header http.Header) (credentials, error) {
	for _, name := range []string{headerKey, headerAuthorization, headerActingUser} {
		if len(header.Values(name)) > 1 {
			return credentials{}, badRequest(name, "must be sent once")
		}
	}
	var read credentials
	if values := header.Values(headerActingUser); len(values) == 1 {
		read.actingUser = &values[0]
	}
	if values := header.Values(headerKey); len(values) == 1 {
		read.key, read.sent = values[0], true
	}
	if values := header.Values(headerAuthorization); len(values) == 1 {
		token, ok := bearerToken(values[0])
		if !ok {
			return credentials{}, fault.New(fault.AuthenticationRequired).
				With(headerAuthorization, "must be a bearer token").Err()
		}
		if read.sent && read.key != token {
			return credentials{}, badRequest(headerAuthorization, "must be the key of "+headerKey+", when both are sent")
		}
		read.key, read.sent = token, true
	}
	return read, nil
}

func bearerToken(authorization string) (string, bool) {
	scheme, token, _ := strings.Cut(authorization, " ")
	return strings.TrimSpace(token), strings.EqualFold(scheme, "Bearer")
}

// visitor is the sender of a request: a caller whose key was checked, or someone unknown.
type visitor struct {
	caller  actor.Caller
	isKnown bool
}

// authenticate checks the key that a request was sent with, before anything else is read. Without a key the visitor is
// unknown; a key that cannot be checked lets nobody in. A visitor who is refused for their acting user is known.
func (e *endpoint) authenticate(ctx context.Context, header http.Header, check Authenticator) (visitor, error) {
	credentials, err := readCredentials(header)
	if err != nil {
		return visitor{}, unauthenticated(err)
	}
	if !credentials.sent {
		return visitor{}, nil
	}
	info := infoOf(ctx)
	ctx, cancel := context.WithTimeout(ctx, e.options.Limits.operation())
	defer cancel()
	caller, err := check(ctx, credentials.key, credentials.actingUser, info.requestID)
	info.applicationID = caller.ApplicationID
	if err != nil {
		return visitor{caller: caller, isKnown: caller.ApplicationID != ""}, unauthenticated(err)
	}
	caller.ClientRequestID = info.clientRequestID
	return visitor{caller: caller, isKnown: true}, nil
}

// authenticateMutation checks the key of a mutation against the store, unless this request has done so already: a change
// is never decided by what a cache holds. A key that fails now costs its address as much as any that fails.
func (e *endpoint) authenticateMutation(
	ctx context.Context, header http.Header, cached visitor, operation prepared,
) (visitor, error) {
	if !cached.caller.Cached || operation.operation.Operation == ast.Query {
		return cached, nil
	}
	fresh, err := e.authenticate(ctx, header, e.options.AuthenticateFresh)
	if err != nil {
		_, err = e.admission.admit(infoOf(ctx), fresh, err)
	}
	return fresh, err
}

// unauthenticated refuses with 401 for a key that does not let anyone in, 400 for headers that contradict each other,
// and the documented status of anything else. Only an error of the catalogue says which: others mean that the key could
// not be checked.
func unauthenticated(err error) error {
	problem, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return refuseWith(http.StatusServiceUnavailable, fault.New(fault.StoreUnavailable).Because(err))
	}
	entry := fault.Lookup(problem.First().Reason)
	if entry.Code == fault.CodeInvalidAuthentication {
		return refuseWith(http.StatusUnauthorized, err)
	}
	return refuseWith(entry.Status, err)
}

// isPublic reports whether an operation needs no key: every root field that it selects is marked @public, or belongs to
// introspection where that needs none. A field that tells as much as introspection needs a key unless everybody may read
// the schema. Whether a field would be skipped makes no difference.
func isPublic(schema *ast.Schema, operation *ast.OperationDefinition, roots []*ast.Field, introspection Introspection) bool {
	root := rootType(schema, operation)
	for _, field := range roots {
		if introspects(field) && introspection == IntrospectionWithKey {
			return false
		}
		if isIntrospection(field) {
			continue
		}
		if root == nil {
			return false
		}
		definition := root.Fields.ForName(field.Name)
		if definition == nil || !isPublicField(definition, introspection) {
			return false
		}
	}
	return true
}

func isPublicField(field *ast.FieldDefinition, introspection Introspection) bool {
	public := field.Directives.ForName("public")
	if public == nil {
		return false
	}
	likeIntrospection := public.Arguments.ForName("likeIntrospection")
	return introspection == IntrospectionPublic || likeIntrospection == nil || likeIntrospection.Value.Raw != "true"
}

func isIntrospection(field *ast.Field) bool {
	return strings.HasPrefix(field.Name, "__")
}

// rootType returns the type that an operation starts from; nil when the schema has none.
func rootType(schema *ast.Schema, operation *ast.OperationDefinition) *ast.Definition {
	switch operation.Operation {
	case ast.Query:
		return schema.Query
	case ast.Mutation:
		return schema.Mutation
	default:
		return schema.Subscription
	}
}
