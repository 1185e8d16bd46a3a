package api

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"accessgraph/domain/fault"
	"accessgraph/graph/workarounds"
)

// documents finds, parses and validates documents, and caches the valid ones. The documents that it returns are shared: only validation
// writes to a document, and that happens once, before it is cached.
type documents struct {
	schema *ast.Schema
	limits Limits
	mode   TrustedDocumentsMode
	valid  *lru.LRU[*ast.QueryDocument]
	// persisted are the texts that callers may send the hash of.
	persisted *persistedQueries
	trusted   atomic.Pointer[trustedDocuments]
}

func newDocuments(schema *ast.Schema, limits Limits, mode TrustedDocumentsMode) (*documents, error) {
	persisted, err := newPersistedQueries(limits)
	if err != nil {
		return nil, err
	}
	d := &documents{
		schema: workarounds.Served(schema), limits: limits, mode: mode,
		valid: lru.New[*ast.QueryDocument](limits.CachedDocuments), persisted: persisted,
	}
	d.trusted.Store(&trustedDocuments{})
	return d, nil
}

// parse returns the document of a text, and whether it was validated before.
func (d *documents) parse(ctx context.Context, text string) (*ast.QueryDocument, bool, error) {
	if document, ok := d.trusted.Load().parsed[text]; ok {
		return document, true, nil
	}
	if document, ok := d.valid.Get(ctx, text); ok {
		return document, true, nil
	}
	document, err := d.read(text)
	return document, false, err
}

// read parses a text within the limits. Tokens are counted in the text that is parsed, so that nothing which ends the count early is
// parsed all the same.
func (d *documents) read(text string) (*ast.QueryDocument, error) {
	if err := within(limitDocumentBytes, len(text), d.limits.DocumentBytes); err != nil {
		return nil, err
	}
	readable, err := workarounds.Readable(text)
	if err != nil {
		return nil, notParsed(err)
	}
	size, err := measure(readable)
	if beyond := d.checkSize(size); beyond != nil {
		return nil, beyond
	}
	if err != nil {
		return nil, notParsed(err)
	}
	document, err := workarounds.Parse(readable)
	if err != nil {
		return nil, notParsed(err)
	}
	return document, nil
}

// documentSize is what of a document's text is bounded before it is parsed.
type documentSize struct{ tokens, longestName int }

func (d *documents) checkSize(size documentSize) error {
	if err := within(limitParserTokens, size.tokens, d.limits.ParserTokens); err != nil {
		return err
	}
	return within(limitNameBytes, size.longestName, d.limits.NameBytes)
}

// measure returns the size of a text, up to the first token that cannot be read; the error says why not.
func measure(text string) (documentSize, error) {
	var size documentSize
	reader := lexer.New(&ast.Source{Input: text})
	for {
		token, err := reader.ReadToken()
		if err != nil || token.Kind == lexer.EOF {
			return size, err
		}
		size.tokens++
		if token.Kind == lexer.Name {
			size.longestName = max(size.longestName, len(token.Value))
		}
	}
}

func notParsed(err error) error {
	return &refusal{problems: []problem{parseProblem(err)}}
}

func parseProblem(err error) problem {
	if syntax, ok := errors.AsType[*gqlerror.Error](err); ok {
		return problem{err: fault.New(fault.GraphQLParseFailed, quoteSafely(syntax.Message)).Err(), locations: withLine(syntax.Locations)}
	}
	return problem{err: fault.New(fault.GraphQLParseFailed, quoteSafely(err.Error())).Err()}
}

// operation returns the operation that a request names, or the only one.
func operationOf(document *ast.QueryDocument, name string) (*ast.OperationDefinition, error) {
	if operation := document.Operations.ForName(name); operation != nil {
		return operation, nil
	}
	switch {
	case len(document.Operations) == 0:
		return nil, notValid("it has no operation")
	case name == "":
		return nil, notValid("it has several operations: operationName must say which one to execute")
	default:
		return nil, notValid("it has no operation of the name in operationName")
	}
}

// validate checks a document against the schema, and keeps it when it is valid and not too large. Errors suggest names of
// the schema only where it may be read.
func (d *documents) validate(ctx context.Context, text string, document *ast.QueryDocument, readable bool) error {
	if err := d.validateAgainstSchema(text, document, readable); err != nil {
		return err
	}
	if len(text) <= d.limits.CachedDocumentBytes {
		d.valid.Add(ctx, text, document)
	}
	return nil
}

func (d *documents) validateAgainstSchema(text string, document *ast.QueryDocument, readable bool) error {
	suggest := readable && len(text) <= suggestionsWithin
	failures := validator.ValidateWithRules(d.schema, document, validationRules(suggest))
	if err := literalErrors(d.schema, document, failures, d.limits.VariableErrors); err != nil {
		return err
	}
	if len(failures) == 0 {
		workarounds.ForgetDefaults(d.schema, document)
		return nil
	}
	problems := make([]problem, 0, min(len(failures), d.limits.ValidationErrors))
	for _, failure := range failures[:cap(problems)] {
		problems = append(problems, problem{
			err: notValid(quoteSafely(failure.Message)), locations: withLine(failure.Locations),
		})
	}
	return &refusal{problems: problems}
}

// To suggest names, each unknown name is compared with all that could be meant, letter by letter. In a document of this
// size in bytes that takes milliseconds; in the largest one it would take seconds.
const suggestionsWithin = 4 << 10

// validationRules returns the rules of the specification and ours, with or without names that could have been meant.
// To those who may not read the schema they would tell it.
func validationRules(suggest bool) *rules.Rules {
	chosen := rules.NewDefaultRules()
	workarounds.AddRules(chosen)
	if suggest {
		return chosen
	}
	quiet := map[string]core.Rule{
		rules.FieldsOnCorrectTypeRule.Name: rules.FieldsOnCorrectTypeRuleWithoutSuggestions,
		rules.KnownArgumentNamesRule.Name:  rules.KnownArgumentNamesRuleWithoutSuggestions,
		rules.KnownTypeNamesRule.Name:      rules.KnownTypeNamesRuleWithoutSuggestions,
		rules.ScalarLeafsRule.Name:         rules.ScalarLeafsRuleWithoutSuggestions,
		rules.ValuesOfCorrectTypeRule.Name: rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
	}
	for name, rule := range quiet {
		chosen.ReplaceRule(name, rule.RuleFunc)
	}
	return chosen
}

// introspectionRefusal refuses introspection where it is turned off.
func introspectionRefusal(roots []*ast.Field) error {
	for _, field := range roots {
		if introspects(field) {
			return &refusal{problems: []problem{{
				err:       notValid("introspection is turned off on this server"),
				locations: location(field.Position),
			}}}
		}
	}
	return nil
}

func notValid(why string) error {
	return fault.New(fault.GraphQLValidationFailed, why).Err()
}

// withLine returns the locations that have a line: the library does not know all of them.
func withLine(locations []gqlerror.Location) []gqlerror.Location {
	return slices.DeleteFunc(slices.Clone(locations), func(location gqlerror.Location) bool { return location.Line <= 0 })
}
