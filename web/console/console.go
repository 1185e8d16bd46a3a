// Package console is the page for the people who run a company's doors and accesses. It is built beforehand (npm run build, in
// this folder) and embedded: nothing is loaded from anywhere else.
package console

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"

	"accessgraph/web/page"
)

//go:embed dist
var built embed.FS

// Prefix is where everything of the console is.
const Prefix = "/console/"

// policy lets the page use what this server sends, and nothing else. The components write a style element, which gets the nonce.
const policy = "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
	"style-src 'self' 'nonce-NONCE'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// New returns the handler of everything under Prefix, and of the same path without its last slash. It expects GET or HEAD.
func New() (http.Handler, error) {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, fmt.Errorf("opening the console: %w", err)
	}
	document, err := page.New(files, policy)
	if err != nil {
		return nil, fmt.Errorf("opening the console: %w", err)
	}
	served := document.Files(Prefix)
	served.HandleFunc(Prefix+"{$}", document.Document)
	served.HandleFunc("/console", redirect)
	return served, nil
}

// redirect leads to the console by a relative path, which holds behind a proxy that serves this server under a prefix.
func redirect(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Location", "console/")
	w.WriteHeader(http.StatusPermanentRedirect)
}
