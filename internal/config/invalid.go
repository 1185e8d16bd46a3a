package config

// InvalidError is a setting whose value is well-formed and of no use, such as a folder that is not there.
type InvalidError struct {
	// Setting is the environment variable of the setting.
	Setting string
	// Err completes the sentence "the setting … is not valid: ". It never holds a secret.
	Err error
}

// Invalid returns an InvalidError, or nil if err is nil.
func Invalid(setting string, err error) error {
	if err == nil {
		return nil
	}
	return &InvalidError{setting, err}
}

// Error returns the sentence for a setting that comes from the environment.
func (e *InvalidError) Error() string {
	return "the setting " + e.Setting + " is not valid: " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *InvalidError) Unwrap() error { return e.Err }
