// Package playground is the page for people: GraphiQL, a field for the key, and the stories of the examples. The page is
// built beforehand (npm run build, in this folder) and embedded: nothing is loaded from anywhere else.
package playground

import (
	"crypto/rand"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/andybalholm/brotli"

	"accessgraph/examples"
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
	page, err := built.ReadFile("dist/index.html")
	if err != nil {
		return nil, fmt.Errorf("reading the playground's page: %w", err)
	}
	stories, err := examples.Stories()
	if err != nil {
		return nil, err
	}
	start, err := json.Marshal(startOf(options, stories))
	if err != nil {
		return nil, fmt.Errorf("writing the playground's start: %w", err)
	}
	served := http.NewServeMux()
	served.Handle("/{$}", pageHandler(string(page)))
	served.Handle(Prefix+"start.json", fixed("application/json", start))
	served.HandleFunc(Prefix+"assets/{name}", asset)
	served.HandleFunc(Prefix+"THIRD_PARTY_LICENSES.txt", licences)
	return served, nil
}

// policy lets the page use what this server sends, and nothing else. Monaco places its lines with style attributes, and
// writes style elements, which get the nonce.
const policy = "default-src 'none'; script-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
	"font-src 'self'; style-src-elem 'self' 'nonce-NONCE'; style-src-attr 'unsafe-inline'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pageHandler serves the page, each time with another nonce.
func pageHandler(page string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		nonce := rand.Text()
		header := w.Header()
		header.Set("Content-Security-Policy", strings.ReplaceAll(policy, "NONCE", nonce))
		header.Set("Content-Type", "text/html; charset=utf-8")
		header.Set("Cache-Control", "no-cache")
		// A client that has left needs no response.
		_, _ = io.WriteString(w, strings.ReplaceAll(page, `"NONCE"`, `"`+nonce+`"`))
	}
}

func fixed(mediaType string, content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		w.Header().Set("Cache-Control", "no-cache")
		_, _ = w.Write(content)
	}
}

func licences(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, built, "dist/THIRD_PARTY_LICENSES.txt")
}

// asset serves a file of the page. Its name changes with its content, so that browsers keep it.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	mediaType, ok := mediaTypes()[path.Ext(name)]
	file, err := built.Open("dist/assets/" + name + ".br")
	if !ok || err != nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", mediaType)
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("Vary", "Accept-Encoding")
	// A worker takes its policy from its own script.
	header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'")
	sendBrotli(w, r, file)
}

// sendBrotli sends a file that is compressed: as it is to clients that understand it, and unpacked to others. Browsers
// take brotli from an address that nobody can have changed it on the way from: https, or their own machine.
func sendBrotli(w http.ResponseWriter, r *http.Request, file fs.File) {
	defer func() { _ = file.Close() }()
	var content io.Reader = file
	if takesBrotli(r.Header.Get("Accept-Encoding")) {
		w.Header().Set("Content-Encoding", "br")
	} else {
		content = brotli.NewReader(file)
	}
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, content)
	}
}

func takesBrotli(acceptEncoding string) bool {
	for part := range strings.SplitSeq(acceptEncoding, ",") {
		coding, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(coding), "br") {
			quality := strings.TrimRight(strings.ReplaceAll(weight, " ", ""), "0.")
			return quality != "q="
		}
	}
	return false
}

// mediaTypes are those of the files that a build makes, by their endings.
func mediaTypes() map[string]string {
	return map[string]string{
		".css": "text/css; charset=utf-8",
		".js":  "text/javascript; charset=utf-8",
		".svg": "image/svg+xml",
		".ttf": "font/ttf",
	}
}
