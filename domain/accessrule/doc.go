// Package accessrule holds access rules, the identifiers that they are attached to, and the passages of identifiers at readers.
//
// Contract: create-access-rule.
//
// The files of a noun are its types (identifier.go), its inputs (identifier_input.go), its rules (identifier_rules.go) and its
// mutations (identifier_service.go). Shared by all nouns are service.go, lookup.go (errors of lookups by ID) and integrity.go
// (what must be true of stored documents).
package accessrule
