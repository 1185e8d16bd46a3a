package config

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
