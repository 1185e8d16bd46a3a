package api

import "github.com/vektah/gqlparser/v2/ast"

// Introspection says who may read the schema from the server.
type Introspection string

// Whoever may not read the schema is not told names of it by error messages either.
const (
	// IntrospectionPublic lets everybody read the schema.
	IntrospectionPublic Introspection = "PUBLIC"
	// IntrospectionWithKey lets those read it who have a key.
	IntrospectionWithKey Introspection = "KEY"
	// IntrospectionOff lets nobody read it.
	IntrospectionOff Introspection = "OFF"
)

func (i Introspection) isValid() bool {
	return i == IntrospectionPublic || i == IntrospectionWithKey || i == IntrospectionOff
}

// allows reports whether a visitor may read the schema.
func (i Introspection) allows(authenticated bool) bool {
	return i == IntrospectionPublic || i == IntrospectionWithKey && authenticated
}

// introspects reports whether a root field reads the schema. `__typename` does not.
func introspects(root *ast.Field) bool {
	return isIntrospection(root) && root.Name != "__typename"
}
