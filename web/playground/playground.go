// Package playground is the page for developers: GraphiQL, a field for the key, and the stories of the examples. The page is
// built beforehand (npm run build, in this folder) and embedded: nothing is loaded from anywhere else.
package playground

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"

	"accessgraph/examples"
	"accessgraph/web/page"
)

//go:embed dist
var built embed.FS

// Prefix is where everything but the page itself is.
const Prefix = "/playground/"

// Options is what the page is told.
type Options struct {
	// Version is the program's.
	Version string
	// Introspection is the value of serverInfo.introspection.
	Introspection string
}

// New returns the handler of the page, at /, and of everything under Prefix. It expects GET or HEAD.
func New(options Options) (http.Handler, error) {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, fmt.Errorf("opening the playground: %w", err)
	}
	document, err := page.New(files, policy)
	if err != nil {
		return nil, fmt.Errorf("opening the playground: %w", err)
	}
	stories, err := examples.Stories()
	if err != nil {
		return nil, err
	}
	start, err := json.Marshal(startOf(options, stories))
	if err != nil {
		return nil, fmt.Errorf("writing the playground's start: %w", err)
	}
	served := document.Files(Prefix)
	served.HandleFunc("/{$}", document.Document)
	served.Handle(Prefix+"start.json", page.Fixed("application/json", start))
	return served, nil
}

// policy lets the page use what this server sends, and nothing else. Monaco places its lines with style attributes, and
// writes style elements, which get the nonce.
const policy = "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
	"font-src 'self'; style-src-elem 'self' 'nonce-NONCE'; style-src-attr 'unsafe-inline'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
