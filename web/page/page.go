// Package page serves pages for people. They are built beforehand, by Vite, and embedded: they load nothing from anywhere else.
package page

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// Page is a page that was built: index.html, its licences, and its assets, packed by brotli.
type Page struct {
	files    fs.FS
	document string
	licences []byte
	// policy is the content security policy of the document, with NONCE in the place of the nonce.
	policy string
}

// New returns the page whose files are in a file system. The document and the policy have the word NONCE where the nonce belongs.
func New(files fs.FS, policy string) (*Page, error) {
	document, err := fs.ReadFile(files, "index.html")
	if err != nil {
		return nil, fmt.Errorf("reading a page: %w", err)
	}
	licences, err := fs.ReadFile(files, "THIRD_PARTY_LICENSES.txt")
	if err != nil {
		return nil, fmt.Errorf("reading the licences of a page: %w", err)
	}
	return &Page{files: files, document: string(document), licences: licences, policy: policy}, nil
}

// Files returns the handler of the assets and the licences, under a prefix that ends with a slash.
func (p *Page) Files(prefix string) *http.ServeMux {
	served := http.NewServeMux()
	served.HandleFunc(prefix+"assets/{name}", p.asset)
	served.Handle(prefix+"THIRD_PARTY_LICENSES.txt", Fixed("text/plain; charset=utf-8", p.licences))
	return served
}

// Document serves the page itself, each time with another nonce.
func (p *Page) Document(w http.ResponseWriter, _ *http.Request) {
	nonce := rand.Text()
	header := w.Header()
	header.Set("Content-Security-Policy", strings.ReplaceAll(p.policy, "NONCE", nonce))
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-cache")
	// A client that has left needs no response.
	_, _ = io.WriteString(w, strings.ReplaceAll(p.document, `"NONCE"`, `"`+nonce+`"`))
}

// Fixed serves content that stays the same while the program runs. Browsers ask whether it is still the one that they have.
func Fixed(mediaType string, content []byte) http.HandlerFunc {
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
func (p *Page) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	mediaType, ok := mediaTypes()[path.Ext(name)]
	packed, err := fs.ReadFile(p.files, "assets/"+name+".br")
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
