package useraccess

import "accessgraph/domain/text"

// readKind fills in the type of an access, and what belongs to that type.
func readKind(input UserAccessKindInput, record *Record, fields *text.Fields) {
	given := givenKinds(input)
	if len(given) == 0 {
		fields.Refuse("input.kind", "must have exactly one of ui, sso, api and profile")
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
		record.Type, record.TwoFaEnabled = UIConnection, input.Ui.TwoFaEnabled
	case input.Sso != nil:
		ssoID := fields.Text("input.kind.sso.ssoId", input.Sso.SsoID, 1, MaxSsoIDLength)
		record.Type, record.SsoID = SSOConnection, &ssoID
	case input.Api != nil:
		name := fields.Text("input.kind.api.name", input.Api.Name, 1, MaxNameLength)
		record.Type, record.Name = APIConnection, &name
		if input.Api.Language != nil {
			tag := readLanguage(fields, "input.kind.api.language", *input.Api.Language)
			record.Language = &tag
		}
	default:
		name := fields.Text("input.kind.profile.name", input.Profile.Name, 1, MaxNameLength)
		record.Type, record.Name = Profile, &name
	}
}

func givenKinds(input UserAccessKindInput) []string {
	var given []string
	for _, kind := range []struct {
		path  string
		given bool
	}{
		{"input.kind.ui", input.Ui != nil},
		{"input.kind.sso", input.Sso != nil},
		{"input.kind.api", input.Api != nil},
		{"input.kind.profile", input.Profile != nil},
	} {
		if kind.given {
			given = append(given, kind.path)
		}
	}
	return given
}
