package config

// EmailVerification says how e-mail addresses are verified.
type EmailVerification string

// The values of EmailVerification: by the form of the address, by the domain's mail servers, by SMTPRelay.
const (
	EmailSyntax EmailVerification = "syntax"
	EmailMX     EmailVerification = "mx"
	EmailRelay  EmailVerification = "relay"
)

// UnmarshalText reads a way to verify.
func (e *EmailVerification) UnmarshalText(text []byte) error {
	return oneOf(e, text, EmailSyntax, EmailMX, EmailRelay)
}

// StartTLS determines whether a connection to a mail server is encrypted by STARTTLS.
type StartTLS string

// The values of StartTLS: if the server offers it, always, never.
const (
	StartTLSOffered  StartTLS = "offered"
	StartTLSRequired StartTLS = "required"
	StartTLSOff      StartTLS = "off"
)

// UnmarshalText reads when to encrypt.
func (s *StartTLS) UnmarshalText(text []byte) error {
	return oneOf(s, text, StartTLSOffered, StartTLSRequired, StartTLSOff)
}
