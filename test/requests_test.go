package test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

const graphqlResponse = "application/graphql-response+json"

// TestRequestErrors sends what is wrong before any rule of a family is asked.
func TestRequestErrors(t *testing.T) {
	w := newWorld(t)
	before := w.snapshot(t)
	cases := map[string]struct {
		body    string
		code    string
		reason  string
		message string
		status  int
		data    map[string]any
		// always400 marks what is no GraphQL request at all, whatever the client accepts.
		always400 bool
	}{
		"empty body":    {"", "BAD_REQUEST", "REQUEST_BODY_REQUIRED", "An unexpected error occurred: Required request body is missing GraphQL request", 500, nil, true},
		"blank body":    {" \n ", "BAD_REQUEST", "REQUEST_BODY_REQUIRED", "An unexpected error occurred: Required request body is missing GraphQL request", 500, nil, true},
		"broken JSON":   {`{"query": "{ viewer`, "BAD_REQUEST", "JSON_NOT_VALID", "An unexpected error occurred: JSON parse error 19", 500, nil, true},
		"not an object": {`[]`, "BAD_REQUEST", "REQUEST_NOT_VALID", "Bad request sent", 400, nil, true},
		"no query":      {`{"variables": {}}`, "BAD_REQUEST", "REQUEST_NOT_VALID", "Bad request sent", 400, nil, true},
		"persisted query": {
			`{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38"}}}`,
			"PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound", 400, nil, false,
		},
		"persisted query of another version": {
			`{"extensions": {"persistedQuery": {"version": 2, "sha256Hash": "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38"}}}`,
			"PERSISTED_QUERY_NOT_SUPPORTED", "PERSISTED_QUERY_NOT_SUPPORTED", "Unsupported persisted query version", 400, nil, false,
		},
		"persisted query of another text": {
			`{"query": "{ viewer { scopes } }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38"}}}`,
			"BAD_REQUEST", "PERSISTED_QUERY_HASH_MISMATCH", "provided sha does not match query", 400, nil, false,
		},
		"wrong query":   {`{"query": 5}`, "BAD_REQUEST", "REQUEST_NOT_VALID", "Bad request sent", 400, nil, true},
		"not GraphQL":   {`{"query": "{ viewer { "}`, "GRAPHQL_PARSE_FAILED", "GRAPHQL_PARSE_FAILED", "", 400, nil, false},
		"unknown field": {`{"query": "{ viewer { nonsense } }"}`, "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_VALIDATION_FAILED", "", 400, nil, false},
		"variable of the wrong type": {
			`{"query": "mutation($whatever: CreateExternalRoleAccountInput!) { createExternalRoleAccount(input: $whatever) { __typename } }", "variables": {"whatever": {"managed": "yes", "firstName": 5}}}`,
			"GRAPHQL_VALIDATION_FAILED", "TYPE_DEFINITION_NOT_VALID", "An unexpected error occurred: Type definition error: ", 500, nil, false,
		},
		"nested variable of the wrong type": {
			`{"query": "mutation($i: CreateAccessRuleInput!) { createAccessRule(input: $i) { __typename } }", "variables": {"i": {"name": "n", "description": "", "settings": [{"reader": "r", "relays": [1]}, {"reader": "r2", "relays": ["x"]}]}}}`,
			"NOT_VALID", "DATA_NOT_VALID", "Data validation error", 400, nil, false,
		},
		"two kinds of user access in a variable": {
			`{"query": "mutation($i: CreateUserAccessInput!) { createUserAccess(input: $i) { __typename } }", "variables": {"i": {"userId": "x", "type": {"ui": {}, "profile": {"name": "n"}}}}}`,
			"NOT_VALID", "DATA_NOT_VALID", "Data validation error", 400, nil, false,
		},
		"no kind of user access in a variable": {
			`{"query": "mutation($i: CreateUserAccessInput!) { createUserAccess(input: $i) { __typename } }", "variables": {"i": {"userId": "x", "type": {"ui": null}}}}`,
			"NOT_VALID", "DATA_NOT_VALID", "Data validation error", 400, nil, false,
		},
		"literal of the wrong type in a role account": {
			`{"query": "mutation { createExternalRoleAccount(input: {managed: \"yes\"}) { __typename } }"}`,
			"GRAPHQL_VALIDATION_FAILED", "TYPE_DEFINITION_NOT_VALID", "An unexpected error occurred: Type definition error: input.managed must be true or false", 500, nil, false,
		},
		"variable of the wrong type in an access": {
			`{"query": "mutation($i: CreateAccessInput!) { createAccess(input: $i) { __typename } }", "variables": {"i": {"managed": "yes"}}}`,
			"GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_NOT_VALID", "An unexpected error occurred: JSON parse error input.managed must be true or false", 500, nil, false,
		},
		"literal of the wrong type in an access": {
			`{"query": "mutation { createAccess(input: {type: \"PRIVATE\"}) { __typename } }"}`,
			"GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_NOT_VALID", "An unexpected error occurred: JSON parse error input.type must be a value of the enum AccessType", 500, nil, false,
		},
		"required field missing in an access": {
			`{"query": "mutation($i: UpdateAccessInput!) { updateAccess(input: $i) { __typename } }", "variables": {"i": {"firstName": "Ada"}}}`,
			"GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_NOT_VALID", "An unexpected error occurred: JSON parse error input.accessId must be specified", 500, nil, false,
		},
		"required field missing in a literal of an access rule": {
			`{"query": "mutation { createAccessRule(input: {name: \"n\"}) { __typename } }"}`, "NOT_VALID", "DATA_NOT_VALID", "Data validation error", 400, nil, false,
		},
		"wrong filter": {`{"query": "{ accesses(filter: {type: 5}) { totalCount } }"}`, "NOT_VALID", "DATA_NOT_VALID", "Data validation error", 400, nil, false},
		"access input missing": {
			`{"query": "mutation { createAccess { __typename } }"}`, "GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_REQUIRED",
			"An unexpected error occurred: Required request body is missing CreateAccessInput", 500, nil, false,
		},
		"access input null": {
			`{"query": "mutation { createAccess(input: null) { __typename } }"}`, "GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_REQUIRED",
			"An unexpected error occurred: Required request body is missing CreateAccessInput", 500, nil, false,
		},
		"access variable missing": {
			`{"query": "mutation($in: CreateAccessInput!) { createAccess(input: $in) { __typename } }"}`, "GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_REQUIRED",
			"An unexpected error occurred: Required request body is missing CreateAccessInput", 500, nil, false,
		},
		"access variable null": {
			`{"query": "mutation($in: CreateAccessInput!) { createAccess(input: $in) { __typename } }", "variables": {"in": null}}`, "GRAPHQL_VALIDATION_FAILED", "ACCESS_INPUT_REQUIRED",
			"An unexpected error occurred: Required request body is missing CreateAccessInput", 500, nil, false,
		},
		"role account variable missing": {
			`{"query": "mutation($in: CreateExternalRoleAccountInput!) { createExternalRoleAccount(input: $in) { __typename } }"}`, "GRAPHQL_VALIDATION_FAILED", "EXTERNAL_ROLE_ACCOUNT_INPUT_REQUIRED",
			"An unexpected error occurred: Required request body is missing. CreateExternalRoleAccountInput", 500, nil, false,
		},
		"another input missing": {
			`{"query": "mutation { createUser { __typename } }"}`, "GRAPHQL_VALIDATION_FAILED", "INPUT_REQUIRED", "Required input is missing: CreateUserInput", 400, nil, false,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			for accept, status := range map[string]int{"": 200, "application/json": 200, "*/*": 200, graphqlResponse: 400} {
				caller := w.admin
				if accept != "" {
					caller = caller.with("Accept", accept)
				}
				got := caller.post(t, tc.body)
				if tc.always400 {
					status = 400
				}
				require.Equal(t, status, got.status, "Accept: %s: %s", accept, got.raw)
				require.False(t, got.hasData, got.raw)
				require.NotEmpty(t, got.Errors)
				failed := got.Errors[0]
				require.Equal(t, tc.reason, failed.Extensions.Reason, got.raw)
				require.Equal(t, tc.code, failed.Extensions.Code)
				require.Equal(t, tc.status, failed.Extensions.Status)
				require.NotEmpty(t, failed.Extensions.RequestID)
				require.True(t, strings.HasPrefix(failed.Message, tc.message), failed.Message)
				require.Empty(t, failed.Path)
			}
		})
	}
	require.Equal(t, before, w.snapshot(t))
}

// A mutation without its input is answered with the reason that its field raises first.
func TestMissingInput_HasTheReasonThatTheFieldRaises(t *testing.T) {
	w := newWorld(t)
	for _, field := range schema().Mutation.Fields {
		declared := field.Directives.ForName("raises").Arguments.ForName("reasons").Value.Children[0].Value.Raw
		input := field.Arguments.ForName("input").Type.Name()
		entry := fault.Lookup(fault.Reason(declared))
		for _, body := range []string{
			`{"query": "mutation { ` + field.Name + ` { __typename } }"}`,
			`{"query": "mutation($i: ` + input + `!) { ` + field.Name + `(input: $i) { __typename } }", "variables": {"i": null}}`,
		} {
			got := w.admin.post(t, body)
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, declared, got.Errors[0].Extensions.Reason, field.Name)
			require.Equal(t, strings.ReplaceAll(entry.Message, "<%1>", input), got.Errors[0].Message, field.Name)
			require.Equal(t, map[string]any{"input": "must be specified"}, got.Errors[0].Extensions.Data, field.Name)
		}
	}
}

// Two families in one request have an error each, in the words of both.
func TestVariables_EachFamilyHasItsWords(t *testing.T) {
	w := newWorld(t)
	got := w.admin.send(t, `mutation($text: String!) {
		createAccess(input: {firstName: $text, managed: "yes"}) { __typename }
		createExternalRoleAccount(input: {firstName: $text, managed: 1}) { __typename }
		createUser(input: {customerId: "x", firstName: 5, lastName: $text}) { __typename }
	}`, map[string]any{"text": "Ada"})
	require.Len(t, got.Errors, 3, got.raw)
	require.Equal(t, "An unexpected error occurred: JSON parse error input.managed must be true or false", got.Errors[0].Message)
	require.Equal(t, "An unexpected error occurred: Type definition error: input.managed must be true or false", got.Errors[1].Message)
	require.Equal(t, "Data validation error", got.Errors[2].Message)
	require.Equal(t, map[string]any{"input.firstName": "must be a string"}, got.Errors[2].Extensions.Data)
}

func TestVariables_WrongOnesAreNamedByArgument(t *testing.T) {
	w := newWorld(t)
	got := w.admin.send(t, `mutation($rule: CreateAccessRuleInput!) { createAccessRule(input: $rule) { __typename } }`,
		map[string]any{"rule": map[string]any{"name": 5, "description": nil, "settings": []any{
			map[string]any{"reader": "r", "relays": []any{1}}, map[string]any{"reader": "r2", "relays": []any{"x", 3_000_000_000}, "extra": true},
		}}})
	require.Len(t, got.Errors, 1, got.raw)
	require.ElementsMatch(t, []string{
		"input.name", "input.description", "input.settings[1].relays[0]", "input.settings[1].relays[1]", "input.settings[1].extra",
	}, keys(got.Errors[0].Extensions.Data), got.raw)
}

func TestKeys(t *testing.T) {
	w := newWorld(t)
	cases := map[string]struct {
		caller client
		status int
		reason string
	}{
		"unknown key":                {client{url: w.admin.url, key: "nonsense"}, 401, "API_KEY_NOT_VALID"},
		"unknown key, broken body":   {client{url: w.admin.url, key: "nonsense"}, 401, "API_KEY_NOT_VALID"},
		"bearer":                     {client{url: w.admin.url}.with("Authorization", "Bearer "+w.admin.key), 200, ""},
		"unknown bearer":             {client{url: w.admin.url}.with("Authorization", "Bearer nonsense"), 401, "API_KEY_NOT_VALID"},
		"acting user without scope":  {w.application(t, []string{"ACCESS_READ"}, nil).with("X-Acting-User", w.names["user"]), 403, "ACTING_USER_NOT_ALLOWED"},
		"acting user who is unknown": {w.admin.with("X-Acting-User", w.names["unknownUser"]), 403, "ACTING_USER_NOT_ALLOWED"},
		"acting user of another":     {w.admin.with("X-Acting-User", w.names["foreignUser"]), 403, "ACTING_USER_NOT_ALLOWED"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := tc.caller.send(t, "{ accesses { nodes { id } } }", nil)
			require.Equal(t, tc.status, got.status, got.raw)
			if tc.reason == "" {
				require.Empty(t, got.Errors, got.raw)
				return
			}
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, tc.reason, got.Errors[0].Extensions.Reason)
			require.Nil(t, got.Data)
			if tc.status == 401 {
				require.Equal(t, "The application with the specified key could not be found", got.Errors[0].Message)
				require.NotEmpty(t, got.header.Get("WWW-Authenticate"))
			}
		})
	}
}

func TestKeys_AreCheckedBeforeTheBody(t *testing.T) {
	w := newWorld(t)
	got := client{url: w.admin.url, key: "nonsense"}.post(t, "{")
	require.Equal(t, 401, got.status)
	require.Equal(t, "API_KEY_NOT_VALID", got.Errors[0].Extensions.Reason)
}

func TestActingUser_IsRecorded(t *testing.T) {
	w := newWorld(t)
	payload := w.admin.with("X-Acting-User", w.names["user"]).mutate(t, "createAccessRule", "accessRule { createdBy { applicationId userId user { lastName } } }", ruleInput())
	require.Equal(t, w.names["user"], text(t, payload, "accessRule", "createdBy", "userId"))
	require.Equal(t, w.names["application"], text(t, payload, "accessRule", "createdBy", "applicationId"))
	require.Equal(t, "Byron", text(t, payload, "accessRule", "createdBy", "user", "lastName"))
}

func TestRevokeApiKey_TheKeyNoLongerWorks(t *testing.T) {
	w := newWorld(t)
	payload := w.admin.mutate(t, "createApplication", "application { id keys { id } } apiKey", map[string]any{"name": "Short", "scopes": []string{"ACCESS_READ"}})
	holder := client{url: w.admin.url, key: text(t, payload, "apiKey")}
	holder.must(t, "{ viewer { application { id } } }", nil)
	w.admin.mutate(t, "revokeApiKey", "application { id }", map[string]any{
		"applicationId": text(t, payload, "application", "id"), "apiKeyId": text(t, payload, "application", "keys", 0, "id")})
	require.Equal(t, 401, holder.send(t, "{ viewer { application { id } } }", nil).status)
}

func TestApplication_ADisabledOneIsRefused(t *testing.T) {
	w := newWorld(t)
	payload := w.admin.mutate(t, "createApplication", "application { id } apiKey", map[string]any{"name": "Off", "scopes": []string{"ACCESS_READ"}})
	w.admin.mutate(t, "updateApplication", "application { enabled }", map[string]any{"applicationId": text(t, payload, "application", "id"), "enabled": false})
	require.Equal(t, 401, client{url: w.admin.url, key: text(t, payload, "apiKey")}.send(t, "{ viewer { scopes } }", nil).status)
}

func TestTransport(t *testing.T) {
	w := newWorld(t)
	cases := map[string]struct {
		method, target, contentType, body string
		status                            int
		reason                            string
	}{
		"query by GET":      {http.MethodGet, "?query=%7B%20viewer%20%7B%20scopes%20%7D%20%7D", "", "", 200, ""},
		"mutation by GET":   {http.MethodGet, "?query=mutation%20%7B%20createCustomer(input%3A%20%7Bname%3A%20%22x%22%7D)%20%7B%20__typename%20%7D%20%7D", "", "", 405, "METHOD_NOT_ALLOWED"},
		"PUT":               {http.MethodPut, "", "application/json", "{}", 405, "METHOD_NOT_ALLOWED"},
		"form":              {http.MethodPost, "", "application/x-www-form-urlencoded", "query=x", 415, "MEDIA_TYPE_NOT_SUPPORTED"},
		"text":              {http.MethodPost, "", "text/plain", `{"query":"{ viewer { scopes } }"}`, 415, "MEDIA_TYPE_NOT_SUPPORTED"},
		"body of 2 MB":      {http.MethodPost, "", "application/json", `{"query":"` + strings.Repeat(" ", 2<<20) + `"}`, 413, "REQUEST_BODY_SIZE_EXCEEDED"},
		"too many tokens":   {http.MethodPost, "", "application/json", `{"query":"{ ` + strings.Repeat("viewer { scopes } ", 1000) + `}"}`, 200, "LIMIT_EXCEEDED"},
		"unknown path":      {http.MethodGet, "/nowhere", "", "", 404, "ADDRESS_NOT_FOUND"},
		"GET without query": {http.MethodGet, "", "", "", 400, "REQUEST_NOT_VALID"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			request, err := http.NewRequestWithContext(t.Context(), tc.method, w.admin.url+tc.target, strings.NewReader(tc.body))
			require.NoError(t, err)
			request.Header.Set("X-API-Key", w.admin.key)
			if tc.contentType != "" {
				request.Header.Set("Content-Type", tc.contentType)
			}
			got := w.admin.do(t, request)
			require.Equal(t, tc.status, got.status, got.raw)
			if tc.reason == "" {
				require.Empty(t, got.Errors)
				return
			}
			require.Equal(t, tc.reason, got.Errors[0].Extensions.Reason, got.raw)
			if tc.status == http.StatusMethodNotAllowed {
				require.NotEmpty(t, got.header.Get("Allow"))
			}
		})
	}
}
