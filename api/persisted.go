package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hashicorp/golang-lru/v2/simplelru"

	"accessgraph/domain/fault"
)

const (
	// memberPersistedQuery is the member of extensions by which Apollo's protocol of automatic persisted queries names a document.
	memberPersistedQuery = "persistedQuery"
	memberVersion        = "version"
	memberHash           = "sha256Hash"
	// persistedQueryVersion is the only version of the protocol.
	persistedQueryVersion = "1"
	// hashPrefix begins a documentId that is a hash, as the draft of GraphQL over HTTP writes it.
	hashPrefix = "sha256:"
)

// documentIDIn returns the ID of the document that a request names by documentId or in its extensions; empty if it names none.
func documentIDIn(member json.RawMessage, extensions object) (string, error) {
	text, err := stringIn(memberDocumentID, member)
	if err != nil {
		return "", err
	}
	id, hasPrefix := strings.CutPrefix(text, hashPrefix)
	if hasPrefix && !isHash(id) {
		return "", badRequest(memberDocumentID, "must have 64 hexadecimal digits in lower case after "+hashPrefix)
	}
	hash, err := persistedQueryIn(extensions)
	switch {
	case err != nil:
		return "", err
	case id == "":
		return hash, nil
	case hash != "" && hash != id:
		return "", badRequest(memberDocumentID, "must be the hash of extensions.persistedQuery, if both are sent")
	default:
		return id, nil
	}
}

// isHash reports whether a text can be a SHA-256 hash.
func isHash(text string) bool {
	return len(text) == hex.EncodedLen(sha256.Size) && strings.Trim(text, "0123456789abcdef") == ""
}

// hashOf returns the SHA-256 hash of a document's text.
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// persistedQueryIn returns the hash in extensions.persistedQuery; empty if it is absent or null.
func persistedQueryIn(extensions object) (string, error) {
	const path = memberExtensions + "." + memberPersistedQuery
	members, err := extensions.members(memberPersistedQuery)
	if err != nil {
		return "", fmt.Errorf("reading the members of extensions: %w", err)
	}
	persistedQuery, ok := objectIn(members[0])
	if !ok {
		return "", badRequest(path, "must be a JSON object")
	}
	if len(persistedQuery) == 0 {
		return "", nil
	}
	if members, err = persistedQuery.members(memberVersion, memberHash); err != nil {
		return "", fmt.Errorf("reading the members of %s: %w", path, err)
	}
	version, text := jsontext.Value(members[0]), members[1]
	switch {
	case len(version) == 0 || version.Kind() != jsontext.KindNumber:
		return "", badRequest(path+"."+memberVersion, "must be a number")
	case string(version) != persistedQueryVersion:
		return "", fault.New(fault.PersistedQueryNotSupported).Err()
	}
	hash, err := stringIn(path+"."+memberHash, text)
	if err == nil && hash == "" {
		err = badRequest(path+"."+memberHash, "must be specified")
	}
	return hash, err
}

// identify completes a request with the text of the document that it names, or returns an error if there is none, the text is that of
// another document, or it may not be executed. A text that is looked up is charged as one that is sent.
func (d *documents) identify(info *requestInfo, request parameters, authenticated bool) (parameters, error) {
	trusted := d.trusted.Load()
	if request.query == "" {
		if request.query = d.lookUp(trusted, request.documentID, authenticated); request.query == "" {
			return parameters{}, d.unknownDocument()
		}
		info.charge(len(request.query) / bytesPerPoint)
	} else if request.documentID != "" && trusted.byID[request.documentID] != request.query {
		if request.documentID != hashOf(request.query) {
			return parameters{}, fault.New(fault.PersistedQueryHashMismatch).Err()
		}
		request.persists = authenticated
	}
	if d.mode == TrustedDocumentsOff || trusted.has(request.query) {
		return request, nil
	}
	if d.mode == TrustedDocumentsEnforced {
		return parameters{}, fault.New(fault.OperationNotAllowed).Err()
	}
	info.untrusted = true
	return request, nil
}

// lookUp returns the text of the document with an ID; empty if there is none. Persisted queries are found for callers with a key
// only, who are the ones that send them.
func (d *documents) lookUp(trusted *trustedDocuments, id string, authenticated bool) string {
	if text, ok := trusted.byID[id]; ok {
		return text
	}
	if !authenticated {
		return ""
	}
	return d.persisted.text(id)
}

// unknownDocument is the error of a request that names a document which the server does not have. Where only trusted documents are
// carried out, sending the text would not help.
func (d *documents) unknownDocument() error {
	if d.mode == TrustedDocumentsEnforced {
		return fault.New(fault.OperationNotAllowed).Err()
	}
	return fault.New(fault.PersistedQueryNotFound).Err()
}

// persist stores the text of a request's document by its hash, if the request sent both. The document must be valid.
func (d *documents) persist(request parameters) {
	if request.persists {
		d.persisted.add(request.documentID, request.query)
	}
}

// persistedQueries are the texts of documents by their SHA-256 hashes. It is an LRU cache, limited in entries and bytes, and safe for
// concurrent use. Texts belong to no company: only who knows a text knows its hash.
type persistedQueries struct {
	mutex   sync.Mutex
	texts   *simplelru.LRU[string, string]
	size    int
	maximum int
}

func newPersistedQueries(limits Limits) (*persistedQueries, error) {
	p := &persistedQueries{maximum: limits.PersistedQueriesBytes}
	texts, err := simplelru.NewLRU(limits.PersistedQueries, func(_, text string) { p.size -= len(text) })
	if err != nil {
		return nil, fmt.Errorf("making room for persisted queries: %w", err)
	}
	p.texts = texts
	return p, nil
}

// text returns the text with a hash; empty if there is none.
func (p *persistedQueries) text(hash string) string {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	text, _ := p.texts.Get(hash)
	return text
}

// add adds a text by its hash, unless it is larger than all texts together may be.
func (p *persistedQueries) add(hash, text string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if _, ok := p.texts.Get(hash); ok || len(text) > p.maximum {
		return
	}
	p.size += len(text)
	p.texts.Add(hash, text)
	for p.size > p.maximum {
		p.texts.RemoveOldest()
	}
}
