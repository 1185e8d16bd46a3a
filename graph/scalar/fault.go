package scalar

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/fault"
)

const dateTimeProblem = "must be an instant in RFC 3339 with an offset, such as 2026-03-01T09:30:00Z"

// notValid names the argument that is being read. The value itself is not repeated: it may be a secret in the wrong place.
func notValid(ctx context.Context) error {
	path := argument(graphql.GetPathContext(ctx))
	return fault.New(fault.ValueNotValid, path+" "+dateTimeProblem).With(path, fault.Text(dateTimeProblem)).Err()
}

// argument writes the path of an argument or input field, such as `input.validity.from`.
func argument(place *graphql.PathContext) string {
	var path strings.Builder
	for ; place != nil; place = place.Parent {
		rest := path.String()
		path.Reset()
		switch {
		case place.Index != nil:
			fmt.Fprintf(&path, "[%d]", *place.Index)
		case place.Field != nil:
			path.WriteString(*place.Field)
		}
		if rest != "" && !strings.HasPrefix(rest, "[") {
			path.WriteString(".")
		}
		path.WriteString(rest)
	}
	return path.String()
}
