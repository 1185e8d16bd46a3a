package app

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"accessgraph/api"
	"accessgraph/internal/config"
)

const (
	manifestSuffix = ".json"
	// apolloFormat and apolloVersion are what the manifests of Apollo's generators call themselves.
	apolloFormat  = "apollo-persisted-query-manifest"
	apolloVersion = 1
)

// TrustedDocumentsOf returns the documents of the manifests that the settings name, which are not validated.
func TrustedDocumentsOf(settings config.Server) ([]api.TrustedDocument, error) {
	if settings.TrustedDocuments == "" {
		if settings.TrustedDocumentsMode != config.TrustedDocumentsOff && settings.TrustedDocumentsMode != "" {
			return nil, config.Invalid("ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE",
				fmt.Errorf("%s needs a manifest in ACCESSGRAPH_TRUSTED_DOCUMENTS", settings.TrustedDocumentsMode))
		}
		return []api.TrustedDocument{}, nil
	}
	documents, err := readManifests(settings.TrustedDocuments)
	if err != nil {
		return nil, notTrusted(err)
	}
	return documents, nil
}

func notTrusted(err error) error {
	return config.Invalid("ACCESSGRAPH_TRUSTED_DOCUMENTS", err)
}

func trustedDocumentsMode(settings config.Server) api.TrustedDocumentsMode {
	switch settings.TrustedDocumentsMode {
	case config.TrustedDocumentsLog:
		return api.TrustedDocumentsLogged
	case config.TrustedDocumentsEnforce:
		return api.TrustedDocumentsEnforced
	default:
		return api.TrustedDocumentsOff
	}
}

// readManifests reads a manifest, or all manifests in a folder. Nothing else may be in the folder, so that a misnamed manifest is not
// passed over, except names that begin with a dot.
func readManifests(path string) ([]api.TrustedDocument, error) {
	file, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	if !file.IsDir() {
		return readManifest(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	}
	folder := os.DirFS(path)
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("reading the folder of manifests: %w", err)
	}
	var documents []api.TrustedDocument
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if !strings.HasSuffix(entry.Name(), manifestSuffix) {
			return nil, fmt.Errorf("the manifest %s is not valid: its name must end in %s", entry.Name(), manifestSuffix)
		}
		more, err := readManifest(folder, entry.Name())
		if err != nil {
			return nil, err
		}
		documents = append(documents, more...)
	}
	if len(documents) == 0 {
		return nil, fmt.Errorf("the folder is empty: it needs at least one manifest such as web%s", manifestSuffix)
	}
	return documents, nil
}

func readManifest(folder fs.FS, name string) ([]api.TrustedDocument, error) {
	content, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	texts, err := parseManifest(content)
	if err != nil {
		return nil, fmt.Errorf("the manifest %s is not valid: %w", name, err)
	}
	documents := make([]api.TrustedDocument, 0, len(texts))
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		documents = append(documents, api.TrustedDocument{ID: id, Text: texts[id], Manifest: name})
	}
	return documents, nil
}

// parseManifest returns the texts of a manifest by their IDs. It is an object of texts, as GraphQL Code Generator and the Relay
// compiler write it, or Apollo's list of operations.
func parseManifest(content []byte) (map[string]string, error) {
	var members map[string]jsontext.Value
	if err := json.Unmarshal(content, &members); err != nil {
		return nil, fmt.Errorf("it must be a JSON object: %w", err)
	}
	texts := map[string]string{}
	if members["operations"].Kind() == jsontext.KindBeginArray {
		return texts, readApolloManifest(content, texts)
	}
	for _, id := range slices.Sorted(maps.Keys(members)) {
		var text string
		if err := json.Unmarshal(members[id], &text); err != nil || id == "" {
			return nil, errors.New("it must map the IDs of documents to their texts, or be a manifest of Apollo")
		}
		texts[id] = text
	}
	return texts, notEmpty(texts)
}

// apolloManifest is the part of Apollo's manifest that is read.
type apolloManifest struct {
	Format     string `json:"format"`
	Version    int    `json:"version"`
	Operations []struct {
		ID   string `json:"id"`
		Body string `json:"body"`
	} `json:"operations"`
}

// readApolloManifest adds the texts of a manifest of Apollo by their IDs.
func readApolloManifest(content []byte, texts map[string]string) error {
	var manifest apolloManifest
	if err := json.Unmarshal(content, &manifest); err != nil {
		return fmt.Errorf("it is not a manifest of Apollo: %w", err)
	}
	if manifest.Format != apolloFormat || manifest.Version != apolloVersion {
		return fmt.Errorf("its format must be %s and its version %d", apolloFormat, apolloVersion)
	}
	for _, operation := range manifest.Operations {
		if operation.ID == "" || operation.Body == "" {
			return errors.New("each operation must have an id and a body")
		}
		if _, ok := texts[operation.ID]; ok {
			return errors.New("two operations have the same id")
		}
		texts[operation.ID] = operation.Body
	}
	return notEmpty(texts)
}

func notEmpty(texts map[string]string) error {
	if len(texts) == 0 {
		return errors.New("it has no document")
	}
	return nil
}
