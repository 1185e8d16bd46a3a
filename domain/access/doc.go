// Package access holds accesses: the means by which people sign transactions.
//
// Contracts: create-access, access-object.
//
// The files of a noun are its types (access.go), its inputs (access_input.go), its rules (access_rules.go) and its mutations
// (access_service.go). Shared by all nouns are service.go, lookup.go (errors of lookups by ID) and integrity.go (what must be
// true of stored documents).
package access
