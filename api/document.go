package api

import (
	"context"
	"errors"
	"strconv"

	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"accessgraph/domain/fault"
)

// documents parses and validates documents, and keeps those that are valid. What it returns is shared: only validation
// writes to a document, and that happens once, before it is kept.
type documents struct {
	schema *ast.Schema
	limits Limits
	valid  *lru.LRU[*ast.QueryDocument]
}

func newDocuments(schema *ast.Schema, limits Limits) *documents {
	return &documents{
		schema: servedSchema(schema), limits: limits,
		valid: lru.New[*ast.QueryDocument](limits.CachedDocuments),
	}
}

// servedSchema is the schema without @defer, which gqlgen's prelude brings along: an answer here comes in one piece.
func servedSchema(schema *ast.Schema) *ast.Schema {
	served := *schema
	served.Directives = make(map[string]*ast.DirectiveDefinition, len(schema.Directives))
	for name, directive := range schema.Directives {
		if name != "defer" {
			served.Directives[name] = directive
		}
	}
	return &served
}

// parse returns the document of a text, and whether it is known to be valid.
func (d *documents) parse(ctx context.Context, text string) (*ast.QueryDocument, bool, *refusal) {
	if document, ok := d.valid.Get(ctx, text); ok {
		return document, true, nil
	}
	if err := d.checkText(text); err != nil {
		return nil, false, refuse(err)
	}
	document, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return nil, false, &refusal{problems: []problem{parseProblem(err)}}
	}
	return document, false, nil
}

// checkText bounds a document before it is parsed.
func (d *documents) checkText(text string) error {
	if err := within(limitDocumentBytes, len(text), d.limits.DocumentBytes); err != nil {
		return err
	}
	tokens, longestName := measure(text)
	if err := within(limitParserTokens, tokens, d.limits.ParserTokens); err != nil {
		return err
	}
	return within(limitNameBytes, longestName, d.limits.NameBytes)
}

// measure returns how many tokens a text has and how long its longest name is, up to the first token that cannot be read.
func measure(text string) (tokens, longestName int) {
	reader := lexer.New(&ast.Source{Input: text})
	for {
		token, err := reader.ReadToken()
		if err != nil || token.Kind == lexer.EOF || token.Kind == lexer.Invalid {
			return tokens, longestName
		}
		tokens++
		if token.Kind == lexer.Name {
			longestName = max(longestName, len(token.Value))
		}
	}
}

func parseProblem(err error) problem {
	found := problem{err: fault.New(fault.GraphQLParseFailed, shorten(err.Error())).Err()}
	if syntax, ok := errors.AsType[*gqlerror.Error](err); ok {
		found.err = fault.New(fault.GraphQLParseFailed, shorten(syntax.Message)).Err()
		found.locations = known(syntax.Locations)
	}
	return found
}

// operation returns the operation that a request names, or the only one.
func operationOf(document *ast.QueryDocument, name string) (*ast.OperationDefinition, *refusal) {
	if operation := document.Operations.ForName(name); operation != nil {
		return operation, nil
	}
	switch {
	case len(document.Operations) == 0:
		return nil, refuse(notValid("it has no operation"))
	case name == "":
		return nil, refuse(notValid("it has several operations: operationName must say which one to execute"))
	default:
		return nil, refuse(notValid("it has no operation of the name in operationName"))
	}
}

// validate checks a document against the schema, and keeps it when it is valid and not too large. Errors suggest names of
// the schema only where it may be read.
func (d *documents) validate(ctx context.Context, text string, document *ast.QueryDocument, readable bool) *refusal {
	suggest := readable && len(text) <= suggestionsWithin
	found := validator.ValidateWithRules(d.schema, document, validationRules(suggest))
	if len(found) == 0 {
		if len(text) <= d.limits.CachedDocumentBytes {
			d.valid.Add(ctx, text, document)
		}
		return nil
	}
	problems := make([]problem, 0, min(len(found), d.limits.ValidationErrors))
	for _, failure := range found[:cap(problems)] {
		problems = append(problems, problem{
			err: notValid(shorten(failure.Message)), locations: known(failure.Locations),
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
	chosen.AddRule("NumberLiteralsAreReadable", numberLiterals)
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

// numberLiterals refuses what the rules of the library let through: an Int beyond 32 bits, and numbers given to a scalar
// of ours that execution could not read at all.
func numberLiterals(observers *core.Events, addError core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Definition == nil {
			return
		}
		var err error
		switch {
		case value.Kind == ast.IntValue && value.Definition.Name == "Int":
			_, err = strconv.ParseInt(value.Raw, 10, 32)
		case value.Kind == ast.IntValue:
			_, err = strconv.ParseInt(value.Raw, 10, 64)
		case value.Kind == ast.FloatValue:
			_, err = strconv.ParseFloat(value.Raw, 64)
		}
		if err != nil {
			addError(core.Message("A number is out of the range of %s", value.Definition.Name), core.At(value.Position))
		}
	})
}

// introspectionRefusal refuses introspection where it is turned off.
func introspectionRefusal(roots []*ast.Field) *refusal {
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

// known leaves out the locations that the library could not tell.
func known(locations []gqlerror.Location) []gqlerror.Location {
	var kept []gqlerror.Location
	for _, location := range locations {
		if location.Line > 0 {
			kept = append(kept, location)
		}
	}
	return kept
}

// The library quotes what it found in the document, which can be as large as the document.
const longestQuote = 300

func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= longestQuote {
		return text
	}
	return string(runes[:longestQuote]) + "…"
}
