package accessrule

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

// Reader is a reader that at least one access rule of the company has. It is derived from the rules: commits that change them
// maintain it, and it has no history of its own.
type Reader struct {
	ID             string `bson:"_id"`
	CompanyID      string `bson:"companyId"`
	SchemaVersion  int    `bson:"schemaVersion"`
	document.Named `bson:",inline"`
	// Reader is the text of the reader in rules and passages.
	Reader string `bson:"reader"`
	// AccessRulesCount is the number of access rules that have the reader.
	AccessRulesCount int `bson:"accessRulesCount"`
}

// newReader returns the reader of a text, without a count. Within a company, the same text has the same ID.
func newReader(companyID, name string) *Reader {
	reader := &Reader{
		ID: id.Derive(id.Reader, companyID, name), CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Reader: name,
	}
	document.Index(reader)
	return reader
}

// ReaderID returns the ID of the reader with a text, whether an access rule of the company has it or not. It raises DATA_NOT_VALID if the
// text is not a reader.
func ReaderID(companyID, reader string) (string, error) {
	clean, err := readReader("reader", reader)
	if err != nil {
		return "", err
	}
	return id.Derive(id.Reader, companyID, clean), nil
}

// Meta returns the base of the reader as a document.
func (r *Reader) Meta() *document.Base {
	return &document.Base{ID: r.ID, CompanyID: r.CompanyID, SchemaVersion: r.SchemaVersion, Version: 1}
}

// ListName returns the name by which lists are sorted.
func (r *Reader) ListName() string { return r.Reader }

// settingsReaderField is the name under which the reader of a setting is stored.
const settingsReaderField = "settings.reader"

// Sharers describes the access rules that have the reader.
func (r *Reader) Sharers() commit.Sharers {
	return commit.Sharers{
		SharedID: id.Derive(id.Reader, r.CompanyID, r.Reader),
		Count:    &r.AccessRulesCount, CountField: "accessRulesCount", Kind: id.AccessRule, Field: settingsReaderField, Value: r.Reader,
	}
}

// Shares returns the readers of the rule.
func (r *AccessRule) Shares() []commit.Shared {
	shares := make([]commit.Shared, len(r.Settings))
	for i, setting := range r.Settings {
		shares[i] = newReader(r.CompanyID, setting.Reader)
	}
	return shares
}

// ReaderFilter selects readers. The zero value selects all.
type ReaderFilter struct {
	// StartsWith selects the readers that start with a text, ignoring case and accents.
	StartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f ReaderFilter) Check() error {
	return document.CheckNameStart("filter.startsWith", f.StartsWith)
}

// cleanReader returns the text of a reader in the form in which readers are stored, or nil for nil.
func cleanReader(reader *string) *string {
	if reader == nil {
		return nil
	}
	return new(text.Clean(*reader))
}
