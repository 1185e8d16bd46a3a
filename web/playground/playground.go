// Package playground is the page for people: GraphiQL, a field for the key, and the stories of the examples. The page is
// built beforehand (npm run build, in this folder) and embedded: nothing is loaded from anywhere else.
package playground

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

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
	licences, err := built.ReadFile("dist/THIRD_PARTY_LICENSES.txt")
	if err != nil {
		return nil, fmt.Errorf("reading the playground's licences: %w", err)
	}
	served := http.NewServeMux()
	served.Handle("/{$}", pageHandler(string(page)))
	served.Handle(Prefix+"start.json", fixed("application/json", start))
	served.HandleFunc(Prefix+"assets/{name}", asset)
	served.Handle(Prefix+"THIRD_PARTY_LICENSES.txt", fixed("text/plain; charset=utf-8", licences))
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

// fixed serves content that stays the same while the program runs. Browsers ask whether it is still the one that they have.
func fixed(mediaType string, content []byte) http.HandlerFunc {
	sum := sha256.Sum256(content)
	tag := entityTag(hex.EncodeToString(sum[:16]))
	return func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Type", mediaType)
		header.Set("Cache-Control", "no-cache")
		header.Set("ETag", tag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	}
}

// entityTag returns a weak tag: it stands for the content in whatever encoding it is sent.
func entityTag(text string) string { return `W/"` + text + `"` }

// asset serves a file of the page. Its name changes with its content, so that browsers keep it.
func asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	mediaType, ok := mediaTypes()[path.Ext(name)]
	packed, err := built.ReadFile("dist/assets/" + name + ".br")
	if !ok || err != nil {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", mediaType)
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("ETag", entityTag(name))
	header.Set("Vary", "Accept-Encoding")
	// A worker takes its policy from its own script.
	header.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'")
	serveBrotli(w, r, packed)
}

// serveBrotli serves content that is packed: as it is to clients that understand it, and unpacked to others. Browsers accept
// brotli only where nobody can have changed it on the way: by https, or from their own machine.
func serveBrotli(w http.ResponseWriter, r *http.Request, packed []byte) {
	if takesBrotli(r.Header.Get("Accept-Encoding")) {
		w.Header().Set("Content-Encoding", "br")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(packed))
		return
	}
	content, err := io.ReadAll(brotli.NewReader(bytes.NewReader(packed)))
	if err != nil {
		http.Error(w, "The file is damaged.", http.StatusInternalServerError)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
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
