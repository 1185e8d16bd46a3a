package scalar

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/fault"
)

// notValid returns VALUE_NOT_VALID with the path of the argument. It omits the value, which may be a secret in a wrong field.
func notValid(ctx context.Context, problem fault.Text) error {
	path := argumentPath(graphql.GetPathContext(ctx))
	return fault.New(fault.ValueNotValid, path+" "+string(problem)).With(path, problem).Err()
}

// argumentPath returns the path of an argument or input field, such as `input.validity.from`.
func argumentPath(current *graphql.PathContext) string {
	var path strings.Builder
	for ; current != nil; current = current.Parent {
		rest := path.String()
		path.Reset()
		switch {
		case current.Index != nil:
			fmt.Fprintf(&path, "[%d]", *current.Index)
		case current.Field != nil:
			path.WriteString(*current.Field)
		}
		if rest != "" && !strings.HasPrefix(rest, "[") {
			path.WriteString(".")
		}
		path.WriteString(rest)
	}
	return path.String()
}
