package config

// Documents says which GraphQL documents the operator trusts, and what is done about others.
type Documents struct {
	TrustedDocuments     string               `name:"trusted-documents" env:"ACCESSGRAPH_TRUSTED_DOCUMENTS" placeholder:"PATH" help:"Manifest of trusted documents, as GraphQL Code Generator, Relay and Apollo write it, or a folder of such files. Their operations can be sent by ID."`
	TrustedDocumentsMode TrustedDocumentsMode `name:"trusted-documents-mode" env:"ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE" default:"off" placeholder:"MODE" help:"What is done about operations that are not in the manifest: off (they are carried out), log (and marked in the log), or enforce (they are refused)."`
}

// TrustedDocumentsMode says what is done about operations that are not in the manifest.
type TrustedDocumentsMode string

// The values of TrustedDocumentsMode: nothing, a mark in the log, refusal.
const (
	TrustedDocumentsOff     TrustedDocumentsMode = "off"
	TrustedDocumentsLog     TrustedDocumentsMode = "log"
	TrustedDocumentsEnforce TrustedDocumentsMode = "enforce"
)

// UnmarshalText reads a mode.
func (m *TrustedDocumentsMode) UnmarshalText(text []byte) error {
	return oneOf(m, text, TrustedDocumentsOff, TrustedDocumentsLog, TrustedDocumentsEnforce)
}
