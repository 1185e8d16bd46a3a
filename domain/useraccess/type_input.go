package useraccess

import "accessgraph/domain/text"

// readType fills in the type of an access, and what belongs to that type.
func readType(input UserAccessTypeInput, record *Record, fields *text.Fields) {
	given := givenTypes(input)
	if len(given) == 0 {
		fields.Refuse("input.type", "must have exactly one of ui, sso, api and profile")
		return
	}
	if len(given) > 1 {
		for _, path := range given {
			fields.Refuse(path, "must be the only one of ui, sso, api and profile")
		}
		return
	}
	switch {
	case input.Ui != nil:
		record.Type, record.TwoFaEnabled = UI, input.Ui.TwoFaEnabled
	case input.Sso != nil:
		ssoID := fields.Text("input.type.sso.ssoId", input.Sso.SsoID, 1, MaxSsoIDLength)
		record.Type, record.SsoID = SSO, &ssoID
	case input.Api != nil:
		name := fields.Text("input.type.api.name", input.Api.Name, 1, MaxNameLength)
		record.Type, record.Name = API, &name
		if input.Api.Language != nil {
			tag := readLanguage(fields, "input.type.api.language", *input.Api.Language)
			record.Language = &tag
		}
	default:
		name := fields.Text("input.type.profile.name", input.Profile.Name, 1, MaxNameLength)
		record.Type, record.Name = Profile, &name
	}
}

func givenTypes(input UserAccessTypeInput) []string {
	var given []string
	for _, kind := range []struct {
		path  string
		given bool
	}{
		{"input.type.ui", input.Ui != nil},
		{"input.type.sso", input.Sso != nil},
		{"input.type.api", input.Api != nil},
		{"input.type.profile", input.Profile != nil},
	} {
		if kind.given {
			given = append(given, kind.path)
		}
	}
	return given
}
