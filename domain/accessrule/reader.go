package accessrule

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Reader is a reader that at least one access rule of the company has. It follows from the rules: commits that change them
// keep it, and it has no history of its own.
type Reader struct {
	ID             string `bson:"_id"`
	CompanyID      string `bson:"companyId"`
	SchemaVersion  int    `bson:"schemaVersion"`
	document.Named `bson:",inline"`
	// Reader is the text that names the reader in rules and at doors.
	Reader string `bson:"reader"`
	// AccessRulesCount is the number of access rules that have the reader.
	AccessRulesCount int `bson:"accessRulesCount"`
}

// readerOf returns the reader of a text, without a count. The same text has the same ID in a company.
func readerOf(companyID, text string) *Reader {
	reader := &Reader{
		ID: id.Derive(id.Reader, companyID, text), CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Reader: text,
	}
	document.Index(reader)
	return reader
}

// Meta describes the reader as a document.
func (r *Reader) Meta() *document.Base {
	return &document.Base{ID: r.ID, CompanyID: r.CompanyID, SchemaVersion: r.SchemaVersion, Version: 1}
}

// ListName is the name that lists order by.
func (r *Reader) ListName() string { return r.Reader }

// settingsReaderField is the name that the reader of a setting is stored under.
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
		shares[i] = readerOf(r.CompanyID, setting.Reader)
	}
	return shares
}

// ReaderFilter selects readers. The zero value selects all.
type ReaderFilter struct {
	// StartsWith keeps the readers that begin so, case and accents apart.
	StartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f ReaderFilter) Check() error {
	return document.CheckNameStart("filter.startsWith", f.StartsWith)
}
