package api

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/klauspost/compress/gzhttp"
	"github.com/vektah/gqlparser/v2/ast"
)

// smallestCompressed is the size of a response in bytes from which it is compressed. A smaller one fits into a packet as it is.
const smallestCompressed = 1 << 10

// compressed has the responses of a handler compressed by gzip or Zstandard, whichever the client prefers among those that it
// accepts; Zstandard if it does not say.
func compressed(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(smallestCompressed), gzhttp.SetContentType(false))
	if err != nil {
		return nil, fmt.Errorf("the API needs its compression: %w", err)
	}
	return wrap(next), nil
}

// showsSecret reports whether an operation selects a field that is marked with @secret. The document must be valid. Only payloads
// of mutations have such fields, which a test of the schema checks.
func showsSecret(operation *ast.OperationDefinition) bool {
	if operation.Operation != ast.Mutation {
		return false
	}
	visited := map[string]bool{} // a fragment that is spread many times is looked at once
	var selects func(ast.SelectionSet) bool
	selects = func(selections ast.SelectionSet) bool {
		return slices.ContainsFunc(selections, func(selection ast.Selection) bool {
			switch selection := selection.(type) {
			case *ast.Field:
				return selection.Definition.Directives.ForName("secret") != nil || selects(selection.SelectionSet)
			case *ast.InlineFragment:
				return selects(selection.SelectionSet)
			case *ast.FragmentSpread:
				if visited[selection.Name] {
					return false
				}
				visited[selection.Name] = true
				return selects(selection.Definition.SelectionSet)
			default:
				return false
			}
		})
	}
	return selects(operation.SelectionSet)
}

// neverCompress sends a response as it is. A secret that is compressed beside text of an attacker's choice shows in its size.
func neverCompress(header http.Header) { header.Set(gzhttp.HeaderNoCompression, "secret") }
