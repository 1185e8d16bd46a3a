// Package tenant holds companies, their applications and the API keys of the applications, and authenticates callers.
//
// The files of a noun are its types (application.go), its inputs (application_input.go), its rules (application_rules.go) and its
// mutations (application_service.go). Shared by all nouns are service.go and lookup.go (errors of lookups by ID). What the
// operator does by the command line is in operator_service.go.
package tenant
