package plan

// KindHas reports whether a field of __Type applies to types of a kind. It must be null for other types, where gqlgen has [] or
// false.
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

// Reason returns the deprecation reason of an element of the schema; the default reason if the element is deprecated without one.
func Reason(isDeprecated bool, reason *string) *string {
	if !isDeprecated || reason != nil {
		return reason
	}
	standard := "No longer supported"
	return &standard
}

// One returns the number of objects in a nullable value that is not a list.
func One(isPresent bool) int {
	if isPresent {
		return 1
	}
	return 0
}
