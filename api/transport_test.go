package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// exchanges are the rows of the table of the conventions: what is sent, and the answer for clients that ask for
// application/graphql-response+json and for those that do not.
func TestTransport_StatusAndMediaType(t *testing.T) {
	const json, anonymous = "Content-Type: application/json", "-"
	cases := map[string]struct {
		method, target, body string
		headers              []string
		key                  string
		graphQL, plain       int
		reason               string
		hasData              bool
	}{
		"executed":                 {body: `{"query":"{hello}"}`, graphQL: 200, plain: 200, hasData: true},
		"public without a key":     {body: `{"query":"{serverInfo}"}`, key: anonymous, graphQL: 200, plain: 200, hasData: true},
		"introspection, no key":    {body: `{"query":"{__typename}"}`, key: anonymous, graphQL: 200, plain: 200, hasData: true},
		"empty body":               {body: "", graphQL: 400, plain: 400, reason: "REQUEST_BODY_REQUIRED"},
		"blank body":               {body: " \n", graphQL: 400, plain: 400, reason: "REQUEST_BODY_REQUIRED"},
		"a byte order mark":        {body: "\ufeff" + `{"query":"{hello}"}`, graphQL: 200, plain: 200, hasData: true},
		"two byte order marks":     {body: "\ufeff\ufeff" + `{"query":"{hello}"}`, graphQL: 400, plain: 400, reason: "JSON_NOT_VALID"},
		"only a byte order mark":   {body: "\ufeff", graphQL: 400, plain: 400, reason: "REQUEST_BODY_REQUIRED"},
		"not JSON":                 {body: `{"query":`, graphQL: 400, plain: 400, reason: "JSON_NOT_VALID"},
		"no query":                 {body: `{}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"persisted query":          {body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hashOf("{hello}") + `"}}}`, graphQL: 400, plain: 200, reason: "PERSISTED_QUERY_NOT_FOUND"},
		"persisted query and text": {body: `{"query":"{hello}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hashOf("{hello}") + `"}}}`, graphQL: 200, plain: 200, hasData: true},
		"persisted query, no hash": {body: `{"query":"{hello}","extensions":{"persistedQuery":{"version":1}}}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"persisted query, version": {body: `{"query":"{hello}","extensions":{"persistedQuery":{"version":2}}}`, graphQL: 400, plain: 200, reason: "PERSISTED_QUERY_NOT_SUPPORTED"},
		"persisted query, hash":    {body: `{"query":"{hello}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"a"}}}`, graphQL: 400, plain: 200, reason: "PERSISTED_QUERY_HASH_MISMATCH"},
		"document ID":              {body: `{"documentId":"a"}`, graphQL: 400, plain: 200, reason: "PERSISTED_QUERY_NOT_FOUND"},
		"document ID by GET":       {method: "GET", target: "/graphql?documentId=a", graphQL: 400, plain: 200, reason: "PERSISTED_QUERY_NOT_FOUND"},
		"empty query":              {body: `{"query":""}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"query of another type":    {body: `{"query":1}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"variables of another":     {body: `{"query":"{hello}","variables":[]}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"extensions of another":    {body: `{"query":"{hello}","extensions":"x"}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"name of another type":     {body: `{"query":"{hello}","operationName":{}}`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"batch":                    {body: `[{"query":"{hello}"}]`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"null":                     {body: `null`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"something after":          {body: `{"query":"{hello}"} x`, graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"nulls for absent members": {body: `{"query":"{hello}","variables":null,"operationName":null,"extensions":null}`, graphQL: 200, plain: 200, hasData: true},
		"other members":            {body: `{"query":"{hello}","id":7}`, graphQL: 200, plain: 200, hasData: true},
		"parse error":              {body: `{"query":"{"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_PARSE_FAILED"},
		"validation error":         {body: `{"query":"{nothing}"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_VALIDATION_FAILED"},
		"limit":                    {body: `{"query":"{` + strings.Repeat("hello ", 2001) + `}"}`, graphQL: 400, plain: 200, reason: "LIMIT_EXCEEDED"},
		"unknown operation":        {body: `{"query":"{hello}","operationName":"Other"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_VALIDATION_FAILED"},
		"no operation chosen":      {body: `{"query":"query A {hello} query B {hello}"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_VALIDATION_FAILED"},
		"only a fragment":          {body: `{"query":"fragment F on Query {hello}"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_VALIDATION_FAILED"},
		"variable error":           {body: `{"query":"query($n: Int){hello(count: $n)}","variables":{"n":"1"}}`, graphQL: 400, plain: 200, reason: "DATA_NOT_VALID"},
		"missing input":            {body: `{"query":"mutation{createAccess{id}}"}`, graphQL: 400, plain: 200, reason: "ACCESS_INPUT_REQUIRED"},
		"defer":                    {body: `{"query":"{...@defer{hello}}"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_VALIDATION_FAILED"},
		"subscription":             {body: `{"query":"subscription{hello}"}`, graphQL: 400, plain: 200, reason: "GRAPHQL_VALIDATION_FAILED"},
		"no key":                   {body: `{"query":"{hello}"}`, key: anonymous, graphQL: 401, plain: 401, reason: "AUTHENTICATION_REQUIRED"},
		"no key, skipped field":    {body: `{"query":"{serverInfo hello @skip(if: true)}"}`, key: anonymous, graphQL: 401, plain: 401, reason: "AUTHENTICATION_REQUIRED"},
		"no key, in a fragment":    {body: `{"query":"{...{...F}} fragment F on Query {hello}"}`, key: anonymous, graphQL: 401, plain: 401, reason: "AUTHENTICATION_REQUIRED"},
		"no key, unknown field":    {body: `{"query":"{nothing}"}`, key: anonymous, graphQL: 401, plain: 401, reason: "AUTHENTICATION_REQUIRED"},
		"unknown key":              {body: `{`, key: "other", graphQL: 401, plain: 401, reason: "API_KEY_NOT_VALID"},
		"unknown key, public":      {body: `{"query":"{serverInfo}"}`, key: "other", graphQL: 401, plain: 401, reason: "API_KEY_NOT_VALID"},
		"key cannot be checked":    {body: `{"query":"{hello}"}`, key: "broken", graphQL: 503, plain: 503, reason: "STORE_UNAVAILABLE"},
		"acting user refused":      {body: `{"query":"{hello}"}`, headers: []string{headerActingUser, "usr_2"}, graphQL: 403, plain: 403, reason: "ACTING_USER_NOT_ALLOWED"},
		"a query by HEAD":          {method: "HEAD", target: "/graphql?query=%7Bhello%7D", graphQL: 200, plain: 200, hasData: true},
		"a mutation by HEAD":       {method: "HEAD", target: "/graphql?query=mutation%7Btouch%7D", graphQL: 405, plain: 405, reason: "METHOD_NOT_ALLOWED"},
		"query by GET":             {method: "GET", target: "/graphql?query=%7Bhello%7D", graphQL: 200, plain: 200, hasData: true},
		"mutation by GET":          {method: "GET", target: "/graphql?query=mutation%7Btouch%7D", graphQL: 405, plain: 405, reason: "METHOD_NOT_ALLOWED"},
		"GET without a query":      {method: "GET", target: "/graphql", graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"GET with two queries":     {method: "GET", target: "/graphql?query=%7Ba%7D&query=%7Bb%7D", graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"GET with bad variables":   {method: "GET", target: "/graphql?query=%7Bhello%7D&variables=%7B", graphQL: 400, plain: 400, reason: "JSON_NOT_VALID"},
		"GET that is not UTF-8":    {method: "GET", target: "/graphql?query=%FF", graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"GET, badly encoded":       {method: "GET", target: "/graphql?query=%7Bhello%7D&a;b", graphQL: 400, plain: 400, reason: "REQUEST_NOT_VALID"},
		"PUT":                      {method: "PUT", graphQL: 405, plain: 405, reason: "METHOD_NOT_ALLOWED"},
		"OPTIONS":                  {method: "OPTIONS", graphQL: 405, plain: 405, reason: "METHOD_NOT_ALLOWED"},
		"a method of no kind":      {method: "B-R", graphQL: 405, plain: 405, reason: "METHOD_NOT_ALLOWED"},
		"a form":                   {headers: []string{"Content-Type", "application/x-www-form-urlencoded"}, graphQL: 415, plain: 415, reason: "MEDIA_TYPE_NOT_SUPPORTED"},
		"plain text":               {headers: []string{"Content-Type", "text/plain"}, graphQL: 415, plain: 415, reason: "MEDIA_TYPE_NOT_SUPPORTED"},
		"no media type":            {headers: []string{"Content-Type", ""}, graphQL: 415, plain: 415, reason: "MEDIA_TYPE_NOT_SUPPORTED"},
		"another character set":    {headers: []string{"Content-Type", "application/json; charset=latin1"}, graphQL: 415, plain: 415, reason: "MEDIA_TYPE_NOT_SUPPORTED"},
		"UTF-8 declared":           {body: `{"query":"{hello}"}`, headers: []string{"Content-Type", `Application/JSON; Charset="UTF-8"`}, graphQL: 200, plain: 200, hasData: true},
		"UTF-8 by another name":    {body: `{"query":"{hello}"}`, headers: []string{"Content-Type", "application/json; charset=utf8"}, graphQL: 200, plain: 200, hasData: true},
		"a compressed body":        {body: "x", headers: []string{"Content-Type", plainJSON, "Content-Encoding", "gzip"}, graphQL: 415, plain: 415, reason: "MEDIA_TYPE_NOT_SUPPORTED"},
		"too large":                {body: strings.Repeat(" ", 1<<20+1), graphQL: 413, plain: 413, reason: "REQUEST_BODY_SIZE_EXCEEDED"},
		"unknown path":             {method: "GET", target: "/graphql/", graphQL: 404, plain: 404, reason: "ADDRESS_NOT_FOUND"},
		"posting to the home page": {target: "/", graphQL: 405, plain: 405, reason: "METHOD_NOT_ALLOWED"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			for _, media := range []struct {
				accept, contentType string
				status              int
			}{
				{"application/graphql-response+json", mediaGraphQL, test.graphQL},
				{"", mediaJSON, test.plain},
				{"*/*", mediaJSON, test.plain},
				{"application/json", mediaJSON, test.plain},
			} {
				world := newWorld(t)
				headers := append([]string{"Accept", media.accept}, test.headers...)
				if len(test.headers) == 0 || test.headers[0] != "Content-Type" {
					headers = append(headers, "Content-Type", plainJSON)
				}
				switch test.key {
				case anonymous:
				case "":
					headers = append(headers, headerKey, goodKey)
				default:
					headers = append(headers, headerKey, test.key)
				}
				target, method := "/graphql", http.MethodPost
				if test.target != "" {
					target = test.target
				}
				if test.method != "" {
					method = test.method
				}
				got := world.send(method, target, test.body, headers...)
				require.Equal(t, media.status, got.status, "Accept %q: %s", media.accept, got.raw)
				require.Equal(t, media.contentType+"; charset=utf-8", got.header.Get("Content-Type"))
				require.Equal(t, test.reason, got.reason())
				require.Equal(t, test.hasData, got.Data != nil, got.raw)
				require.Equal(t, test.hasData, strings.Contains(got.raw, `"data":{`) && len(got.Errors) == 0)
				require.Equal(t, got.status == 401, got.header.Get("WWW-Authenticate") != "")
				require.Equal(t, got.status == 405, got.header.Get("Allow") != "")
				if got.reason() != "" {
					require.Zero(t, world.executed.Load())
					require.NotEmpty(t, got.Errors[0].Message)
					require.Equal(t, got.header.Get(headerRequestID), got.Errors[0].Extensions.RequestID)
					require.Empty(t, got.Errors[0].Path)
				}
			}
		})
	}
}

func TestBody_TooLargeWithoutALength(t *testing.T) {
	world := newWorld(t)
	request := newPost(t, strings.Repeat(" ", 1<<20+1))
	request.ContentLength = -1
	got := world.do(request)
	require.Equal(t, http.StatusRequestEntityTooLarge, got.status)
	require.Equal(t, "The request body is too large: at most 1048576 bytes are allowed.", got.Errors[0].Message)
}

func newPost(t *testing.T, body string) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", plainJSON)
	request.Header.Set(headerKey, goodKey)
	return request
}

func TestAllow_NamesTheMethodsThatAreAccepted(t *testing.T) {
	world := newWorld(t)
	require.Equal(t, "GET, HEAD, POST", world.send(http.MethodPut, "/graphql", "").header.Get("Allow"))
	mutation := "/graphql?query=" + url.QueryEscape("mutation{touch}")
	require.Equal(t, "POST", world.send(http.MethodGet, mutation, "", headerKey, goodKey).header.Get("Allow"))
	require.Equal(t, "GET, HEAD", world.send(http.MethodPost, "/healthz", "").header.Get("Allow"))
	require.Zero(t, world.executed.Load())
}

func TestGet_TakesEachParameter(t *testing.T) {
	world := newWorld(t)
	values := url.Values{
		"query":         {"query A($n: Int){hello(count: $n)} query B {nothing: serverInfo}"},
		"operationName": {"A"}, "variables": {`{"n": 4}`}, "extensions": {`{}`},
	}
	got := world.send(http.MethodGet, "/graphql?"+values.Encode(), "", headerKey, goodKey)
	require.JSONEq(t, `{"data":{"hello":"hello"}}`, got.raw)
}

func TestBody_NothingOfItIsRepeated(t *testing.T) {
	const secret = "hunter2-secret"
	for _, body := range []string{
		`{"query": "{hello}", "variables": {"password": "` + secret + `"`,
		`"` + secret, secret, `{"` + secret + `": }`, `[{"query": "` + secret + `"}]`, `{"query": {"a": "` + secret + `"}}`,
		`{"query": "{hello}"} ` + secret,
		"{\"query\": \"\xff" + secret + `"}`,
	} {
		world := newWorld(t)
		got := world.post(body)
		require.Equal(t, http.StatusBadRequest, got.status)
		require.NotContains(t, got.raw, secret)
		require.NotContains(t, world.log.String(), secret)
	}
}

func TestJSON_ErrorsTellTheOffset(t *testing.T) {
	world := newWorld(t)
	for body, message := range map[string]string{
		`{"query" x`:       "An unexpected error occurred: JSON parse error 9",
		`{"query": "{`:     "An unexpected error occurred: JSON parse error 12",
		"{\"query\": \xff": "An unexpected error occurred: JSON parse error 10",
		strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000): "An unexpected error occurred: JSON parse error 10000",
	} {
		got := world.post(body)
		require.Equal(t, message, got.Errors[0].Message)
		require.Equal(t, "BAD_REQUEST", got.Errors[0].Extensions.Code)
		require.Equal(t, 500, got.Errors[0].Extensions.Status)
	}
	require.Equal(t, "An unexpected error occurred: Required request body is missing GraphQL request", world.post("").Errors[0].Message)
}

func TestSyntaxErrors_HaveLocations(t *testing.T) {
	world := newWorld(t)
	for _, document := range []string{"{\n hello(", "{\n nothing }", "mutation {\n createAccess { id } }"} {
		got := world.query(document, nil)
		require.NotEmpty(t, got.Errors[0].Locations, document)
		require.Equal(t, 2, got.Errors[0].Locations[0]["line"])
	}
}
