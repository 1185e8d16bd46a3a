package differ

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// Parse returns the document of an operation, and whether it is valid.
func Parse(schema *ast.Schema, operation Operation) (*ast.QueryDocument, error) {
	document, err := parser.ParseQuery(&ast.Source{Input: operation.Text})
	if err != nil {
		return nil, err
	}
	if errs := validator.ValidateWithRules(schema, document, rules.NewDefaultRules()); len(errs) > 0 {
		return nil, errs
	}
	return document, nil
}

// NewExecutor returns an executor of documents that were parsed: see WithDocument.
func NewExecutor(schema graphql.ExecutableSchema) *executor.Executor {
	run := executor.New(schema)
	run.SetQueryCache(parsed{})
	run.SetRecoverFunc(func(_ context.Context, panicking any) error { return fmt.Errorf("panic: %v", panicking) })
	return run
}

// parsed is a cache that holds the document of the context.
type parsed struct{}

type documentKey struct{}

func (parsed) Get(ctx context.Context, _ string) (*ast.QueryDocument, bool) {
	document, ok := ctx.Value(documentKey{}).(*ast.QueryDocument)
	return document, ok
}

func (parsed) Add(context.Context, string, *ast.QueryDocument) {}

// Execute executes a valid operation.
func Execute(ctx context.Context, run *executor.Executor, document *ast.QueryDocument, operation Operation) (*graphql.Response, error) {
	ctx = graphql.StartOperationTrace(context.WithValue(ctx, documentKey{}, document))
	prepared, errs := run.CreateOperationContext(ctx, &graphql.RawParams{Query: operation.Text, Variables: operation.Variables})
	if len(errs) > 0 {
		return nil, errs
	}
	prepared.DisableIntrospection = false
	respond, ctx := run.DispatchOperation(ctx, prepared)
	return respond(ctx), nil
}

// Difference tells how two responses differ; it is empty if they do not. Errors are compared by the first of each path.
func Difference(ours, theirs *graphql.Response) string {
	var text strings.Builder
	if !bytes.Equal(ours.Data, theirs.Data) {
		fmt.Fprintf(&text, "data:\n  ours   %s\n  theirs %s\n", ours.Data, theirs.Data)
	}
	our, their := firstOfEachPath(ours.Errors), firstOfEachPath(theirs.Errors)
	for _, each := range our {
		if !slices.Contains(their, each) {
			fmt.Fprintf(&text, "error of ours alone: %s\n", each)
		}
	}
	for _, each := range their {
		if !slices.Contains(our, each) {
			fmt.Fprintf(&text, "error of theirs alone: %s\n", each)
		}
	}
	return text.String()
}

func firstOfEachPath(errs gqlerror.List) []string {
	sorted := slices.Clone(errs)
	slices.SortStableFunc(sorted, func(a, b *gqlerror.Error) int { return cmp.Compare(a.Path.String(), b.Path.String()) })
	sorted = slices.CompactFunc(sorted, func(a, b *gqlerror.Error) bool { return a.Path.String() == b.Path.String() })
	texts := make([]string, len(sorted))
	for i, each := range sorted {
		texts[i] = fmt.Sprintf("%s %v: %s", each.Path, each.Locations, each.Message)
	}
	return texts
}
