// Package roleaccount holds people of other organisations: their identities, roles and role accounts.
//
// Contract: create-external-role-account.
//
// The files of a noun are its types (role.go), its inputs (role_input.go), its rules (role_rules.go) and its mutations
// (role_service.go). Shared by all nouns are service.go, person.go, state_transitions.go, lookup.go (errors of lookups by ID)
// and integrity.go (what must be true of stored documents).
package roleaccount
