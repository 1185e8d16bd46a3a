package api

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// TrustedDocumentsMode says what is done about operations that are not among the trusted documents.
type TrustedDocumentsMode int

// The modes. In each, a trusted document can be sent by its ID.
const (
	// TrustedDocumentsOff executes any operation.
	TrustedDocumentsOff TrustedDocumentsMode = iota
	// TrustedDocumentsLogged executes any operation, and marks others than the trusted ones in the log.
	TrustedDocumentsLogged
	// TrustedDocumentsEnforced refuses all others, before they are parsed. Introspection is one of them unless it is trusted.
	TrustedDocumentsEnforced
)

// TrustedDocument is a document that the operator trusts, as a manifest has it.
type TrustedDocument struct {
	// ID names the document in requests. So does the SHA-256 hash of its text.
	ID string
	// Text is the document.
	Text string
	// Manifest is the name of the file that has the document, for errors.
	Manifest string
}

// API serves everything that the server serves. It is safe for concurrent use.
type API struct {
	http.Handler
	documents *documents
}

// Trust replaces the trusted documents. Each must be valid, within the limits, and have an ID of its own. Otherwise the trusted
// documents stay as they are, and the error names the document, its manifest, and the place in it.
func (a *API) Trust(manifest []TrustedDocument) error {
	trusted, err := a.documents.trust(manifest)
	if err != nil {
		return err
	}
	a.documents.trusted.Store(trusted)
	return nil
}

// CheckTrusted returns an error if an API with a schema and limits would refuse to trust the documents.
func CheckTrusted(schema *ast.Schema, limits Limits, manifest []TrustedDocument) error {
	documents, err := newDocuments(schema, limits, TrustedDocumentsOff)
	if err != nil {
		return err
	}
	_, err = documents.trust(manifest)
	return err
}

// trustedDocuments are the trusted documents at one time. They never change.
type trustedDocuments struct {
	// byID holds the texts by their IDs and their hashes.
	byID map[string]string
	// parsed holds the validated documents by their texts.
	parsed map[string]*ast.QueryDocument
}

// has reports whether a text is that of a trusted document.
func (t *trustedDocuments) has(text string) bool {
	_, ok := t.parsed[text]
	return ok
}

// trust parses and validates the documents of a manifest.
func (d *documents) trust(manifest []TrustedDocument) (*trustedDocuments, error) {
	trusted := &trustedDocuments{byID: map[string]string{}, parsed: map[string]*ast.QueryDocument{}}
	for _, entry := range manifest {
		document, err := d.check(entry.Text)
		if err != nil {
			return nil, fmt.Errorf("the trusted document %s of %s is not valid: %s", entry.title(document), entry.Manifest, sentenceOf(err))
		}
		for _, id := range []string{strings.TrimPrefix(entry.ID, hashPrefix), hashOf(entry.Text)} {
			if text, ok := trusted.byID[id]; ok && text != entry.Text {
				return nil, fmt.Errorf("the trusted document %s of %s is not valid: another document has its ID", entry.title(document), entry.Manifest)
			}
			trusted.byID[id] = entry.Text
		}
		trusted.parsed[entry.Text] = document
	}
	return trusted, nil
}

// check parses and validates a document, and compares each of its operations with the limits. If the document is not valid, check
// returns what could be parsed; nil for nothing.
func (d *documents) check(text string) (*ast.QueryDocument, error) {
	document, err := d.read(text)
	if err != nil {
		return nil, err
	}
	if len(document.Operations) == 0 {
		return document, notValid("it has no operation")
	}
	shape := newShape(document)
	for _, operation := range document.Operations {
		if err := shape.check(operation, shape.rootFields(operation), d.limits); err != nil {
			return document, err
		}
	}
	return document, d.validateAgainstSchema(text, document, true)
}

// title returns how an error names a document: by its ID, and the name of its operation if it has one.
func (t TrustedDocument) title(document *ast.QueryDocument) string {
	title := fault.Quote(t.ID)
	if document != nil && len(document.Operations) > 0 && document.Operations[0].Name != "" {
		title = fmt.Sprintf("%s (%s)", title, fault.Quote(document.Operations[0].Name))
	}
	return title
}

// sentenceOf returns what is wrong with a document and where: the first of its problems.
func sentenceOf(err error) string {
	first := refusalOf(err).problems[0]
	sentence := first.err.Error()
	if problem, ok := errors.AsType[*fault.Error](first.err); ok {
		switch violation := problem.First(); violation.Reason {
		case fault.GraphQLParseFailed, fault.GraphQLValidationFailed: // which say that it is not valid, too
			sentence = violation.Values[0]
		case fault.DataNotValid: // whose message does not say what is wrong
			path := slices.Min(slices.Collect(maps.Keys(violation.Data)))
			sentence = fmt.Sprintf("%s %v", path, violation.Data[path])
		default:
		}
	}
	return placeOf(first.locations) + sentence
}

func placeOf(locations []gqlerror.Location) string {
	if len(locations) == 0 {
		return ""
	}
	return fmt.Sprintf("line %d, column %d: ", locations[0].Line, locations[0].Column)
}
