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

// Parse returns the document of an operation. It returns an error if the document is not valid.
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

// NewExecutor returns an executor for Execute.
func NewExecutor(schema graphql.ExecutableSchema) *executor.Executor {
	run := executor.New(schema)
	run.SetQueryCache(parsed{})
	run.SetRecoverFunc(func(_ context.Context, panicking any) error { return fmt.Errorf("panic: %v", panicking) })
	return run
}

// parsed is a cache of documents that returns the document of the context.
type parsed struct{}

type documentKey struct{}

func (parsed) Get(ctx context.Context, _ string) (*ast.QueryDocument, bool) {
	document, ok := ctx.Value(documentKey{}).(*ast.QueryDocument)
	return document, ok
}

func (parsed) Add(context.Context, string, *ast.QueryDocument) {}

// Execute executes a valid operation, which was parsed before.
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

// Difference describes how two responses differ; "" if they are equal. It compares the first error of each path.
func Difference(ours, theirs *graphql.Response) string {
	var text strings.Builder
	if !bytes.Equal(ours.Data, theirs.Data) {
		fmt.Fprintf(&text, "data:\n  ours   %s\n  theirs %s\n", ours.Data, theirs.Data)
	}
	ourErrors, theirErrors := firstOfEachPath(ours.Errors), firstOfEachPath(theirs.Errors)
	for _, each := range ourErrors {
		if !slices.Contains(theirErrors, each) {
			fmt.Fprintf(&text, "error of ours only: %s\n", each)
		}
	}
	for _, each := range theirErrors {
		if !slices.Contains(ourErrors, each) {
			fmt.Fprintf(&text, "error of theirs only: %s\n", each)
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
