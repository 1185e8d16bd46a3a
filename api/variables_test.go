package api

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
)

func TestVariables(t *testing.T) {
	const rule = `mutation($i: CreateRuleInput!){createRule(input: $i){id}}`
	const values = `query($v: %){hello(@: $v)}`
	hello := func(typ, argument string) string {
		return strings.NewReplacer("%", typ, "@", argument).Replace(values)
	}
	cases := map[string]struct {
		document, variables string
		// data is what the error's data must be; nil when the variables are fine.
		data map[string]any
	}{
		"string":                  {hello("String", "name"), `{"v": "x"}`, nil},
		"absent":                  {hello("String", "name"), `{}`, nil},
		"null":                    {hello("String", "name"), `{"v": null}`, nil},
		"unknown variables":       {hello("String", "name"), `{"v": "x", "w": 1}`, nil},
		"int for string":          {hello("String", "name"), `{"v": 1}`, map[string]any{"name": "must be a string"}},
		"boolean for string":      {hello("String", "name"), `{"v": true}`, map[string]any{"name": "must be a string"}},
		"object for string":       {hello("String", "name"), `{"v": {}}`, map[string]any{"name": "must be a string"}},
		"list for string":         {hello("String", "name"), `{"v": ["a"]}`, map[string]any{"name": "must be a string"}},
		"int":                     {hello("Int", "count"), `{"v": -2147483648}`, nil},
		"string for int":          {hello("Int", "count"), `{"v": "1"}`, map[string]any{"count": "must be a whole number"}},
		"fraction for int":        {hello("Int", "count"), `{"v": 1.5}`, map[string]any{"count": "must be a whole number"}},
		"exponent for int":        {hello("Int", "count"), `{"v": 1e3}`, nil},
		"point for int":           {hello("Int", "count"), `{"v": -1.0}`, nil},
		"exponent beyond 32 bits": {hello("Int", "count"), `{"v": 1e10}`, map[string]any{"count": "must be between -2147483648 and 2147483647"}},
		"exponent beyond float":   {hello("Int", "count"), `{"v": 1e999999999}`, map[string]any{"count": "must be a whole number"}},
		"int beyond 32 bits":      {hello("Int", "count"), `{"v": 2147483648}`, map[string]any{"count": "must be between -2147483648 and 2147483647"}},
		"int beyond 64 bits":      {hello("Int", "count"), `{"v": 99999999999999999999}`, map[string]any{"count": "must be between -2147483648 and 2147483647"}},
		"float":                   {hello("Float", "ratio"), `{"v": 1}`, nil},
		"string for float":        {hello("Float", "ratio"), `{"v": "1.5"}`, map[string]any{"ratio": "must be a number within the range of Float"}},
		"float beyond its range":  {hello("Float", "ratio"), `{"v": 1e999}`, map[string]any{"ratio": "must be a number within the range of Float"}},
		"boolean":                 {hello("Boolean", "loud"), `{"v": false}`, nil},
		"string for boolean":      {hello("Boolean", "loud"), `{"v": "true"}`, map[string]any{"loud": "must be true or false"}},
		"enum":                    {hello("[Scope!]", "scopes"), `{"v": ["READ"]}`, nil},
		"one for a list":          {hello("[Scope!]", "scopes"), `{"v": "READ"}`, nil},
		"unknown enum value":      {hello("[Scope!]", "scopes"), `{"v": ["READ", "read"]}`, map[string]any{"scopes[1]": "must be a value of the enum Scope"}},
		"number for enum":         {hello("[Scope!]", "scopes"), `{"v": [1]}`, map[string]any{"scopes[0]": "must be a value of the enum Scope"}},
		"null in a list":          {hello("[Scope!]", "scopes"), `{"v": [null]}`, map[string]any{"scopes[0]": "must not be null"}},
		"another scalar":          {hello("DateTime", "at"), `{"v": 5}`, nil},
		"null for a default":      {`query($v: String = "x"){hello(name: $v)}`, `{"v": null}`, nil},
		"id":                      {`query($v: ID!){node(id: $v){id}}`, `{"v": "a"}`, nil},
		"int for id":              {`query($v: ID!){node(id: $v){id}}`, `{"v": 5}`, nil},
		"fraction for id":         {`query($v: ID!){node(id: $v){id}}`, `{"v": 5.5}`, map[string]any{"id": "must be an ID: a string, or a whole number"}},
		"required and absent":     {`query($v: ID!){node(id: $v){id}}`, `{}`, map[string]any{"id": "must be specified"}},
		"required and null":       {`query($v: ID!){node(id: $v){id}}`, `{"v": null}`, map[string]any{"id": "must not be null"}},
		"null where not expected": {`query($v: ID = "a"){node(id: $v){id}}`, `{"v": null}`, nil},
		"point for id":            {`query($v: ID!){node(id: $v){id}}`, `{"v": 5.0}`, nil},
		"null for a condition":    {`query($v: Boolean = true){hello @skip(if: $v)}`, `{"v": null}`, map[string]any{"@skip.if": "must not be null"}},
		"two places":              {`query($v: Int){hello(count: $v) people(first: $v){nodes{id}}}`, `{"v": "x"}`, map[string]any{"count": "must be a whole number", "first": "must be a whole number"}},
		"in a fragment":           {`query($v: Int){...F} fragment F on Query {people(first: $v){nodes{...G}}} fragment G on Person {friends(first: $v){nodes{id}}}`, `{"v": "x"}`, map[string]any{"first": "must be a whole number"}},
		"inside an input":         {`mutation($r: [Int!]!){createRule(input: {name: "a", settings: [{reader: "r", relays: [1]}, {reader: "s", relays: $r}]}){id}}`, `{"r": [1, "2"]}`, map[string]any{"input.settings[1].relays[1]": "must be a whole number"}},

		"a rule":               {rule, `{"i": {"name": "a", "settings": [{"reader": "r", "relays": [1]}]}}`, nil},
		"relays of a rule":     {rule, `{"i": {"name": "a", "settings": [{"reader": "r", "relays": [1]}, {"reader": "s", "relays": "x"}]}}`, map[string]any{"input.settings[1].relays": "must be a whole number"}},
		"missing in a rule":    {rule, `{"i": {"settings": [{"relays": [1]}]}}`, map[string]any{"input.name": "must be specified", "input.settings[0].reader": "must be specified"}},
		"null in a rule":       {rule, `{"i": {"name": null, "settings": null}}`, map[string]any{"input.name": "must not be null", "input.settings": "must not be null"}},
		"unknown in a rule":    {rule, `{"i": {"name": "a", "settings": [], "colour": "red"}}`, map[string]any{"input.colour": "is not a field of the type CreateRuleInput"}},
		"a strange field":      {rule, `{"i": {"name": "a", "settings": [], "se cret": "red"}}`, map[string]any{"input": "has a field that the type CreateRuleInput does not have"}},
		"__typename":           {rule, `{"i": {"name": "a", "settings": [], "__typename": "CreateRuleInput"}}`, map[string]any{"input.__typename": "is not a field of the type CreateRuleInput"}},
		"null for a default 2": {rule, `{"i": {"name": "a", "settings": [], "limit": null}}`, map[string]any{"input.limit": "must not be null"}},
		"text for an object":   {rule, `{"i": {"name": "a", "settings": ["x"]}}`, map[string]any{"input.settings[0]": "must be an object of the type SettingInput"}},
		"list for an object":   {rule, `{"i": []}`, map[string]any{"input": "must be an object of the type CreateRuleInput"}},

		"one of":                 {rule, `{"i": {"name": "a", "settings": [], "kind": {"id": "x"}}}`, nil},
		"none of":                {rule, `{"i": {"name": "a", "settings": [], "kind": {}}}`, map[string]any{"input.kind": "must have exactly one field"}},
		"two of":                 {rule, `{"i": {"name": "a", "settings": [], "kind": {"id": "x", "name": "y"}}}`, map[string]any{"input.kind": "must have exactly one field"}},
		"one of two, one null":   {rule, `{"i": {"name": "a", "settings": [], "kind": {"id": "x", "name": null}}}`, map[string]any{"input.kind": "must have exactly one field"}},
		"one of, null":           {rule, `{"i": {"name": "a", "settings": [], "kind": {"id": null}}}`, map[string]any{"input.kind.id": "must not be null"}},
		"one of, nested":         {rule, `{"i": {"name": "a", "settings": [], "kind": {"nested": {"code": "1", "number": 2}}}}`, map[string]any{"input.kind.nested": "must have exactly one field"}},
		"one of, nested null":    {`query($n: NestedFinder!){person(find: {nested: $n}){id}}`, `{"n": {"code": null}}`, map[string]any{"find.nested.code": "must not be null"}},
		"one of, variable inner": {`query($n: String!){person(find: {nested: {code: $n}}){id}}`, `{"n": 5}`, map[string]any{"find.nested.code": "must be a string"}},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			var variables map[string]any
			decoder := json.NewDecoder(strings.NewReader(test.variables))
			decoder.UseNumber()
			require.NoError(t, decoder.Decode(&variables))
			got := world.query(test.document, variables)
			if test.data == nil {
				require.Empty(t, got.Errors, got.raw)
				return
			}
			require.Len(t, got.Errors, 1, got.raw)
			told := got.Errors[0]
			require.Equal(t, test.data, told.Extensions.Data)
			require.Equal(t, "DATA_NOT_VALID", told.Extensions.Reason)
			require.Equal(t, "NOT_VALID", told.Extensions.Code)
			require.Equal(t, 400, told.Extensions.Status)
			require.Equal(t, "Data validation error", told.Message)
			require.Empty(t, told.Path)
			require.Zero(t, world.executed.Load())
		})
	}
}

func TestVariables_ErrorsDoNotTellTheirValues(t *testing.T) {
	const secret = "hunter2-secret"
	world := newWorld(t)
	got := world.query(`mutation($i: CreateRuleInput!){createRule(input: $i){id}}`, map[string]any{"i": map[string]any{
		"name": []string{secret}, "settings": secret, "kind": map[string]any{"x " + secret: 1}, "tags": map[string]any{"a": secret},
	}})
	require.Len(t, got.Errors, 1)
	require.NotContains(t, got.raw, secret)
	require.NotContains(t, world.log.String(), secret)
}

func TestVariables_ErrorsTellABoundedNumberOfPaths(t *testing.T) {
	world := newWorld(t)
	got := world.query(`query($ids: [ID!]!){nodes(ids: $ids){id}}`, map[string]any{"ids": make([]bool, 40_000)})
	require.Len(t, got.Errors, 1)
	require.Len(t, got.Errors[0].Extensions.Data, 100)
}

// Values of a document that do not have their types have the same errors as those of variables, with a location.
func TestLiterals_HaveTheErrorsOfVariables(t *testing.T) {
	for document, data := range map[string]map[string]any{
		`{hello(name: 1)}`:                             {"name": "must be a string"},
		`{hello(name: READ)}`:                          {"name": "must be a string"},
		`{hello(count: 2147483648)}`:                   {"count": "must be between -2147483648 and 2147483647"},
		`{hello(count: 1.0)}`:                          {"count": "must be a whole number"},
		`{node(id: 99999999999999999999){id}}`:         {"id": "must be an ID: a string, or a whole number"},
		`{node(id: null){id}}`:                         {"id": "must not be null"},
		`{hello(at: 99999999999999999999)}`:            {"at": "is a number out of range"},
		`{hello(at: 1e999)}`:                           {"at": "is a number out of range"},
		`{hello(scopes: [READ, read])}`:                {"scopes[1]": "must be a value of the enum Scope"},
		`{hello(scopes: "READ")}`:                      {"scopes": "must be a value of the enum Scope"},
		`{hello(name: {})}`:                            {"name": "must be a string"},
		`{hello(scopes: {})}`:                          {"scopes": "must be a value of the enum Scope"},
		`{hello @skip(if: {})}`:                        {"@skip.if": "must be true or false"},
		`{person(find: {}){id}}`:                       {"find": "must have exactly one field"},
		`{person(find: {id: null}){id}}`:               {"find.id": "must not be null"},
		`mutation{createRule(input: {name: "a"}){id}}`: {"input.settings": "must be specified"},
		`query($v: Int = "x"){hello(count: $v)}`:       {"count": "must be a whole number"},
		`mutation($n: String!){createRule(input: {name: $n, settings: [{reader: 1, relays: [$r]}]}){id}}`:                    nil,
		`mutation($n: String!){createRule(input: {name: $n, settings: [{reader: 1, relays: ["x"]}], colour: 1}){id}}`:        {"input.settings[0].reader": "must be a string", "input.settings[0].relays[0]": "must be a whole number", "input.colour": "is not a field of the type CreateRuleInput"},
		`query A {hello} query B {hello(name: 1)}`:                                                                           {"name": "must be a string"},
		`{person(find: {id: 5}){...F}} fragment F on Person {friends(first: "x"){nodes{id}} ...G} fragment G on Person {id}`: {"first": "must be a whole number"},
	} {
		world := newWorld(t)
		got := world.post(requestBody(t, document, map[string]any{"n": "a"}))
		if data == nil {
			require.Equal(t, "GRAPHQL_VALIDATION_FAILED", got.reason(), "a document with other failures is not valid: %s", document)
			continue
		}
		require.Len(t, got.Errors, 1, document)
		if strings.HasPrefix(document, "query A") {
			got = world.post(strings.Replace(requestBody(t, document, nil), `{`, `{"operationName":"A",`, 1))
		}
		require.Equal(t, "DATA_NOT_VALID", got.reason(), document)
		require.Equal(t, "Data validation error", got.Errors[0].Message)
		require.Equal(t, data, got.Errors[0].Extensions.Data, document)
		require.Len(t, got.Errors[0].Locations, 1, document)
	}
}

func TestLiterals_OtherFailuresKeepTheirWords(t *testing.T) {
	for document, message := range map[string]string{
		`{person(find: {id: "a", id: "b"}){id}}`:          `The GraphQL document is not valid: There can be only one input field named "id".`,
		`query($v: ID){person(find: {id: $v}){id}}`:       `The GraphQL document is not valid: Variable "$v" is of type "ID" but must be non-nullable to be used for OneOf Input Object "PersonFinder".`,
		`{hello(name: "` + strings.Repeat("a", 900) + `b`: "",
	} {
		got := newWorld(t).query(document, nil)
		require.NotEmpty(t, got.Errors, document)
		require.NotEmpty(t, got.Errors[0].Locations)
		require.Less(t, len(got.Errors[0].Message), 400)
		if message != "" {
			require.Equal(t, "GRAPHQL_VALIDATION_FAILED", got.reason())
			require.Equal(t, message, got.Errors[0].Message)
		}
	}
}

// Numbers are told apart by their value: what reaches execution is written in digits.
func TestVariables_WholeNumbersReachExecutionInDigits(t *testing.T) {
	world := newWorld(t)
	var arguments map[string]any
	world.stub.resolvers["hello"] = func(ctx context.Context) (any, error) {
		arguments = graphql.GetFieldContext(ctx).Args
		return nil, nil
	}
	for sent, read := range map[string]int64{"1.0": 1, "1e3": 1000, "-2.0E+1": -20, "0.0": 0, "-0.0": 0, "7": 7} {
		got := world.post(`{"query": "query($v: Int) {hello(count: $v)}", "variables": {"v": ` + sent + `}}`)
		require.Empty(t, got.Errors, got.raw)
		require.Equal(t, map[string]any{"count": read}, arguments, sent)
	}
	got := world.post(`{"query": "query($v: [Scope!], $n: Int) {hello(scopes: $v, count: $n)}", "variables": {"v": "READ"}}`)
	require.Empty(t, got.Errors, got.raw)
	require.Equal(t, int64(3), arguments["count"], "the default of the argument")
}

func TestMissingInput(t *testing.T) {
	const access = "An unexpected error occurred: Required request body is missing CreateAccessInput"
	const rule = "Required input is missing: CreateRuleInput"
	for name, test := range map[string]struct {
		document  string
		variables map[string]any
		messages  []string
	}{
		"no argument":          {`mutation{createAccess{id}}`, nil, []string{access}},
		"null":                 {`mutation{createAccess(input: null){id}}`, nil, []string{access}},
		"variable absent":      {`mutation($x: CreateAccessInput!){createAccess(input: $x){id}}`, nil, []string{access}},
		"variable null":        {`mutation($x: CreateAccessInput!){createAccess(input: $x){id}}`, map[string]any{"x": nil}, []string{access}},
		"nullable variable":    {`mutation($x: CreateAccessInput){createAccess(input: $x){id}}`, nil, []string{access}},
		"default null":         {`mutation($x: CreateAccessInput = null){createAccess(input: $x){id}}`, nil, []string{access}},
		"in a fragment":        {`mutation{...F} fragment F on Mutation {a: createAccess{id}}`, nil, []string{access}},
		"another operation":    {`mutation{createRule{id}}`, nil, []string{rule}},
		"two":                  {`mutation{createAccess{id} createRule(input: null){id}}`, nil, []string{access, rule}},
		"of several mutations": {`mutation A{touch} mutation B{createAccess{id}}`, nil, []string{"The GraphQL document is not valid: it has several operations: operationName must say which one to execute"}},
		"default":              {`mutation($x: CreateAccessInput = {}){createAccess(input: $x){id}}`, nil, nil},
		"empty":                {`mutation{createAccess(input: {}){id}}`, nil, nil},
		"undeclared variable":  {`mutation{createAccess(input: $x){id}}`, nil, []string{`The GraphQL document is not valid: Variable "$x" is not defined.`}},
	} {
		t.Run(name, func(t *testing.T) {
			got := newWorld(t).query(test.document, test.variables)
			var messages []string
			for _, each := range got.Errors {
				messages = append(messages, each.Message)
				require.Equal(t, "GRAPHQL_VALIDATION_FAILED", each.Extensions.Code)
				if strings.Contains(each.Message, "missing") {
					require.Equal(t, map[string]any{"input": "must be specified"}, each.Extensions.Data)
				}
			}
			require.Equal(t, test.messages, messages)
		})
	}
}
