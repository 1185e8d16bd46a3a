// Package useraccess holds customers, their users, the accesses of the users to a platform, and the roles of the accesses.
//
// Contract: create-user-access.
//
// The files of a noun are its types (customer.go), its inputs (customer_input.go), its rules (customer_rules.go) and its
// mutations (customer_service.go). Shared by all nouns are service.go, lookup.go (errors of lookups by ID) and integrity.go
// (what must be true of stored documents).
package useraccess
