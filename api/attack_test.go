package api

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/graph/generated"
	"accessgraph/graph/plan"
)

// generatedSchema is the real schema without resolvers: introspection works, and every other field fails.
func generatedSchema(options *Options) {
	options.Schema = generated.NewPlannedSchema(generated.Config{}, plan.Options{Price: Price, Meter: Meter})
}

// attack is one request that is meant to cost the server more than its sender.
type attack struct {
	document  string
	variables map[string]any
	// raw is the whole body, in place of a document.
	raw string
	// reason is what the request is refused with; empty for one that is answered.
	reason string
	limit  string
	// real says that it is aimed at the real schema.
	real bool
}

func attacks() map[string]attack {
	tokens := DefaultLimits().ParserTokens
	return map[string]attack{
		"10,000 duplicate fields":    {document: "{" + strings.Repeat("hello ", 10_000) + "}", reason: "LIMIT_EXCEEDED", limit: limitParserTokens},
		"1 MB of braces":             {document: strings.Repeat("{", 1_000_000), reason: "LIMIT_EXCEEDED", limit: limitDocumentBytes},
		"braces":                     {document: strings.Repeat("{", 90_000), reason: "LIMIT_EXCEEDED", limit: limitParserTokens},
		"1 MB of one string":         {document: `{hello(name: "` + strings.Repeat("a", 1_000_000) + `")}`, reason: "LIMIT_EXCEEDED", limit: limitDocumentBytes},
		"1 MB of one comment":        {document: "#" + strings.Repeat("a", 1_000_000) + "\n{hello}", reason: "LIMIT_EXCEEDED", limit: limitDocumentBytes},
		"one long comment":           {document: "#" + strings.Repeat("a", 90_000) + "\n{hello}"},
		"one long name":              {document: "{" + strings.Repeat("a", 10_000) + ": __typename}", reason: "LIMIT_EXCEEDED", limit: limitNameBytes},
		"5,000 fragments":            {document: fragments(5_000), reason: "LIMIT_EXCEEDED", limit: limitDocumentBytes},
		"1,500 fragments":            {document: fragments(1_500), reason: "LIMIT_EXCEEDED", limit: limitParserTokens},
		"one long block string":      {document: `{hello(name: """` + strings.Repeat("\n    a \\", 8_000) + ` """)}`},
		"control characters":         {document: "#" + strings.Repeat("\x01", 90_000) + "\n{hello}"},
		"an endless block string":    {document: `{hello(name: """` + strings.Repeat(`\"""`, 20_000), reason: "GRAPHQL_PARSE_FAILED"},
		"20,000 directives":          {document: "{hello " + strings.Repeat("@a ", 20_000) + "}", reason: "LIMIT_EXCEEDED", limit: limitParserTokens},
		"directives within limits":   {document: "{hello " + strings.Repeat("@a ", tokens/2-10) + "}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"unknown fields within":      {document: "{" + strings.Repeat("helo ", tokens-10) + "}", reason: "LIMIT_EXCEEDED", limit: limitRootFields},
		"unknown fields below":       {document: "{person(find: {id: 1}) {" + strings.Repeat("nam ", tokens-20) + "}}", reason: "LIMIT_EXCEEDED", limit: limitRepeatedFields},
		"many unknown fields":        {document: "{person(find: {id: 1}) {" + different(tokens-20) + "}}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"duplicates within limits":   {document: "{person(find: {id: 1}) {" + strings.Repeat("name ", tokens-20) + "}}", reason: "LIMIT_EXCEEDED", limit: limitRepeatedFields},
		"duplicates in fragments":    {document: "{person(find: {id: 1}) {" + strings.Repeat("...{name} ", tokens/4-10) + "}}"},
		"duplicates of fragments":    {document: siblings(tokens/10 - 10)},
		"duplicates with arguments":  {document: "{people {nodes {" + strings.Repeat("friends(first: 1) {nodes {id}} ", 100) + "}}}"},
		"fragments within limits":    {document: fragments(tokens/9 - 10), reason: "LIMIT_EXCEEDED", limit: limitRootFields},
		"spreads of one fragment":    {document: "{people {nodes {" + strings.Repeat("...F ", tokens/2-20) + "}}} fragment F on Person {id}"},
		"nested duplicates":          {document: "{people {nodes {" + duplicated(8) + "}}}", reason: "LIMIT_EXCEEDED", limit: limitRepeatedFields},
		"fragments that double":      {document: doubling(12, "boss"), reason: ""},
		"doubling aliases":           {document: doubling(13, "a: boss"), reason: "LIMIT_EXCEEDED", limit: limitAliases},
		"crossed fragments":          {document: crossed(13)},
		"a cycle of fragments":       {document: "{...A} fragment A on Query {hello ...B} fragment B on Query {hello ...A}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"a cycle with depth":         {document: "{person(find: {id: 1}) {...A}} fragment A on Person {boss {...A} friends {nodes {...A}}}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"a fragment of itself":       {document: "{...A} fragment A on Query {...A}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"deep selections":            {document: nested("boss", 600), reason: "LIMIT_EXCEEDED", limit: limitDepth},
		"deep selections of nothing": {document: strings.Repeat("{a", 600) + strings.Repeat("}", 600), reason: "LIMIT_EXCEEDED", limit: limitDepth},
		"deep lists":                 {document: "{hello(name: " + strings.Repeat("[", 980) + strings.Repeat("]", 980) + ")}", reason: "DATA_NOT_VALID"},
		"deep types":                 {document: "query($a: " + strings.Repeat("[", 980) + "Int" + strings.Repeat("]", 980) + "){hello(count: $a)}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"deep JSON":                  {raw: `{"query":"{hello}","variables":{"a":` + strings.Repeat("[", 400_000) + strings.Repeat("]", 400_000) + `}}`, reason: "JSON_NOT_VALID"},
		"deep JSON within limits":    {raw: `{"query":"query($a: Int){hello(count: $a)}","variables":{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`, reason: "DATA_NOT_VALID"},
		"500,000 numbers":            {raw: `{"query":"query($a: [ID!]!){nodes(ids: $a){id}}","variables":{"a":[` + strings.Repeat("1,", 500_000) + `1]}}`, reason: "LIMIT_EXCEEDED", limit: limitVariableValues},
		"500,000 undeclared numbers": {raw: `{"query":"{hello}","variables":{"a":[` + strings.Repeat("1,", 500_000) + `1]}}`},
		"numbers just within":        {raw: `{"query":"query($a: [ID!]!){nodes(ids: $a){id}}","variables":{"a":[` + strings.Repeat("1,", 49_998) + `1]}}`},
		"50,000 wrong values":        {raw: `{"query":"query($a: [ID!]!){nodes(ids: $a){id}}","variables":{"a":[` + strings.Repeat("{},", 49_000) + `{}]}}`, reason: "DATA_NOT_VALID"},
		"50,000 unknown members":     {raw: `{"query":"mutation($a: CreateAccessInput!){createAccess(input: $a){id}}","variables":{"a":{` + members(49_000) + `}}}`, reason: "ACCESS_INPUT_NOT_VALID"},
		"one variable, many places":  {document: "query($a: Int){people {nodes {" + strings.Repeat("friends(first: $a) {nodes {id}} ", 100) + "}}}", variables: map[string]any{"a": "x"}, reason: "DATA_NOT_VALID"},
		"aliases":                    {document: aliases("hello", 51), reason: "LIMIT_EXCEEDED", limit: limitAliases},
		"root fields":                {document: aliases("hello", 21), reason: "LIMIT_EXCEEDED", limit: limitRootFields},
		"pages of pages":             {document: "{people(first: 100) {nodes {id friends(first: 100) {nodes {id name}}}}}"},
		"pages by a variable":        {document: "query($n: Int){people(first: $n) {nodes {id friends(first: $n) {nodes {id}}}}}", variables: map[string]any{"n": 2_000_000_000}},
		"an honest page":             {document: "{people(first: 100) {nodes {id name boss {id name} friends {nodes {id name boss {name} b: boss {id}}}}}}"},
		"types of fields of types":   {real: true, document: "{__schema {types {fields {type {fields {type {fields {type {name}}}}}}}}}", reason: "GRAPHQL_VALIDATION_FAILED"},
		"long unknown values":        {real: true, document: "{errorCatalog(reasons: [" + strings.Repeat(strings.Repeat("A", 60)+" ", 1600) + "]) {reason}}", reason: "DATA_NOT_VALID"},
		"long values, suggested for": {real: true, document: "{errorCatalog(reasons: [" + strings.Repeat(strings.Repeat("A", 120)+" ", 30) + "]) {reason}}", reason: "DATA_NOT_VALID"},
		"wide introspection":         {real: true, document: introspectionBomb(1)},
		"wider introspection":        {real: true, document: introspectionBomb(7), reason: "LIMIT_EXCEEDED", limit: limitCost},
		"introspection with aliases": {real: true, document: aliasedIntrospection(40)},
		"introspection just within":  {real: true, document: aliasedIntrospection(9)},
		"introspection by type":      {real: true, document: "{" + introspectedTypes(20) + "}"},
		"standard introspection":     {real: true, document: standardIntrospection},
	}
}

func TestLimits_Attacks(t *testing.T) {
	for name, test := range attacks() {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t, func(options *Options) {
				if test.real {
					generatedSchema(options)
				}
			})
			body := test.raw
			if body == "" {
				body = requestBody(t, test.document, test.variables)
			}
			got := world.post(body)
			require.Equal(t, test.reason, got.reason(), "%.600s", got.raw)
			require.LessOrEqual(t, len(got.Errors), world.options.Limits.ValidationErrors)
			if test.reason != "" {
				require.Less(t, len(got.raw), 20_000)
			}
			if test.limit != "" {
				require.Equal(t, test.limit, got.Errors[0].Extensions.Data["limit"])
				require.Contains(t, got.Errors[0].Message, "The request exceeds the limit "+test.limit+": ")
			}
		})
	}
}

func BenchmarkAttacks(b *testing.B) {
	for name, test := range attacks() {
		b.Run(name, func(b *testing.B) {
			world := newWorld(&testing.T{}, func(options *Options) {
				if test.real {
					generatedSchema(options)
				}
			})
			body := test.raw
			if body == "" {
				body = requestBody(b, test.document, test.variables)
			}
			b.ReportAllocs()
			size, before := 0, processorTime(b)
			for b.Loop() {
				// Every attacker's document is new to the cache.
				size = serve(b, world.handler, strings.Replace(body, "{", "{ "+strings.Repeat(" ", b.N%7), 1))
			}
			b.ReportMetric(float64(processorTime(b)-before)/1e6/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(size), "answer-bytes")
		})
	}
}

// processorTime is what the process has used so far, garbage collection included.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func TestLimits_ErrorsNameTheLimitAndTheValue(t *testing.T) {
	for document, message := range map[string]string{
		"{" + strings.Repeat("hello ", 1999) + "}":  "The request exceeds the limit parserTokens: 2001, and at most 2000 is allowed.",
		nested("boss", 15):                          "The request exceeds the limit depth: 17, and at most 15 is allowed.",
		aliases("hello", 51):                        "The request exceeds the limit aliases: 51, and at most 50 is allowed.",
		aliases("hello", 21):                        "The request exceeds the limit rootFields: 21, and at most 20 is allowed.",
		"{" + strings.Repeat("a", 129) + ": hello}": "The request exceeds the limit nameBytes: 129, and at most 128 is allowed.",
		"#" + strings.Repeat("a", 100_000):          "The request exceeds the limit documentBytes: 100001, and at most 100000 is allowed.",
	} {
		got := newWorld(t).query(document, nil)
		require.Equal(t, message, got.Errors[0].Message)
		require.Equal(t, "BAD_REQUEST", got.Errors[0].Extensions.Code)
		require.Len(t, got.Errors[0].Extensions.Data, 3)
	}
}

func TestCost_ChargesWhatAFieldAnswersWith(t *testing.T) {
	people := []any{"Ada", "Grace", "Katherine"}
	for document, points := range map[string]int{
		"{hello}":                                            1,
		"{hello __typename}":                                 2,
		"{people {nodes {id}}}":                              1 + 3*1,
		"{people {__typename nodes {id}}}":                   1 + 3*2,
		"{person(find: {id: 1}) {id}}":                       1,
		"{...F ...F} fragment F on Query {hello ...{hello}}": 3,
		"{" + strings.Repeat("a", 100) + ": hello}":          1 + 3,
		"{people {...F ...F nodes {id}}} fragment F on PersonConnection {__typename}": 1 + 3*2 + 1,
		`{node(id: "x") {... on Person {id name} id}}`:                                1 + 3,
	} {
		world := newWorld(t, func(options *Options) { options.Limits.Cost = points })
		world.stub.resolvers["people"] = func(context.Context) (any, error) { return people, nil }
		world.stub.resolvers["node"] = func(context.Context) (any, error) { return "a person", nil }
		answered := world.query(document, nil, headerCost, "true")
		require.Empty(t, answered.Errors, document)
		require.Contains(t, answered.raw, fmt.Sprintf(`"cost":{"charged":%d,`, points), document)
		if points > 1 {
			world.stub.resolvers["hello"] = func(context.Context) (any, error) { return "hello", nil }
			lower := newWorld(t, func(options *Options) { options.Limits.Cost = points - 1 })
			lower.stub.resolvers["people"] = world.stub.resolvers["people"]
			lower.stub.resolvers["node"] = world.stub.resolvers["node"]
			require.Equal(t, "LIMIT_EXCEEDED", lower.query(document, nil).reason(), document)
		}
	}
}

func TestDocuments_AreCached(t *testing.T) {
	world := newWorld(t)
	documents, err := newDocuments(world.stub.schema, world.options.Limits, TrustedDocumentsOff)
	require.NoError(t, err)
	large := "{hello} #" + strings.Repeat("a", world.options.Limits.CachedDocumentBytes)
	for text, cacheable := range map[string]bool{"{hello}": true, large: false, "{nothing}": false} {
		for round := range 2 {
			document, valid, why := documents.parse(t.Context(), text)
			require.NoError(t, why)
			require.Equal(t, cacheable && round == 1, valid)
			if !valid {
				require.Equal(t, text == "{nothing}", documents.validate(t.Context(), text, document, true) != nil)
			}
		}
	}
	require.Contains(t, documents.schema.Directives, "skip")
	require.NotContains(t, documents.schema.Directives, "defer")
	require.Contains(t, world.stub.schema.Directives, "defer", "the schema that was given stays as it is")
}

func fragments(count int) string {
	var text strings.Builder
	text.WriteString("{hello ...F0}")
	for i := range count {
		fmt.Fprintf(&text, " fragment F%d on Query {hello ...F%d}", i, i+1)
	}
	fmt.Fprintf(&text, " fragment F%d on Query {hello}", count)
	return text.String()
}

// doubling nests fragments that each spread the next one twice.
func doubling(levels int, field string) string {
	var text strings.Builder
	text.WriteString("{person(find: {id: 1}) {...F0}}")
	for i := range levels {
		fmt.Fprintf(&text, " fragment F%d on Person {%s {...F%d} %s {...F%d}}", i, field, i+1, field, i+1)
	}
	fmt.Fprintf(&text, " fragment F%d on Person {name}", levels)
	return text.String()
}

// crossed nests pairs of fragments that each spread both of the next pair.
func crossed(levels int) string {
	var text strings.Builder
	text.WriteString("{person(find: {id: 1}) {...A0 ...B0}}")
	for i := range levels {
		for _, name := range []string{"A", "B"} {
			fmt.Fprintf(&text, " fragment %s%d on Person {boss {...A%d name} boss {...B%d} friends {nodes {...A%d ...B%d}}}", name, i, i+1, i+1, i+1, i+1)
		}
		if i == levels/2-1 {
			fmt.Fprintf(&text, " fragment A%d on Person {name} fragment B%d on Person {id}", i+1, i+1)
			break
		}
	}
	return text.String()
}

// duplicated nests each selection twice, level by level.
func duplicated(levels int) string {
	if levels == 0 {
		return "id"
	}
	inner := duplicated(levels - 1)
	return "boss {" + inner + "} boss {" + inner + "}"
}

func nested(field string, levels int) string {
	return "{person(find: {id: 1}) {" + strings.Repeat(field+" {", levels) + "id" + strings.Repeat("}", levels) + "}}"
}

// different selects names that the schema does not have.
func different(count int) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, "name%d ", i)
	}
	return text.String()
}

// siblings spreads fragments that all select the same.
func siblings(count int) string {
	var text strings.Builder
	text.WriteString("{person(find: {id: 1}) {")
	for i := range count {
		fmt.Fprintf(&text, "...F%d ", i)
	}
	text.WriteString("}}")
	for i := range count {
		fmt.Fprintf(&text, " fragment F%d on Person {name}", i)
	}
	return text.String()
}

func aliases(field string, count int) string {
	var text strings.Builder
	text.WriteString("{")
	for i := range count {
		fmt.Fprintf(&text, "a%d: %s ", i, field)
	}
	return text.String() + "}"
}

func members(count int) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, `"member%d":1,`, i)
	}
	return text.String() + `"last":1`
}
