package plan

// KindHas reports whether types of a kind have a field of __Type: where they do not, it is null. gqlgen's own introspection
// has [] and false there.
func KindHas(kind, field string) bool {
	switch field {
	case "fields", "interfaces":
		return kind == "OBJECT" || kind == "INTERFACE"
	case "possibleTypes":
		return kind == "INTERFACE" || kind == "UNION"
	case "enumValues":
		return kind == "ENUM"
	case "inputFields", "isOneOf":
		return kind == "INPUT_OBJECT"
	default:
		return true
	}
}

// Reason returns why an element of the schema is deprecated: the default reason if it gives none.
func Reason(isDeprecated bool, reason *string) *string {
	if !isDeprecated || reason != nil {
		return reason
	}
	standard := "No longer supported"
	return &standard
}

// One is the count of a value that is one object, or null.
func One(isPresent bool) int {
	if isPresent {
		return 1
	}
	return 0
}
