package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/vikstrous/dataloadgen"
	"go.mongodb.org/mongo-driver/v2/bson"

	"peers/gqlgen/generated"
	"peers/gqlgen/model"
)

type requestKey struct{}

// request is what the resolvers of one request share.
type request struct {
	caller        *model.Application
	operationName string
	identities    *dataloadgen.Loader[string, *model.ExternalPersonalIdentity]
	accounts      *dataloadgen.Loader[string, *model.ExternalRoleAccount]
	roles         *dataloadgen.Loader[string, *model.ExternalRole]
	rules         *dataloadgen.Loader[string, *model.AccessRule]
}

func newRequest(s *store, caller *model.Application) *request {
	return &request{
		caller:     caller,
		identities: loader(s.identities, caller.CompanyID, func(i *model.ExternalPersonalIdentity) string { return i.ID }),
		accounts:   loader(s.accounts, caller.CompanyID, func(a *model.ExternalRoleAccount) string { return a.ID }),
		roles:      loader(s.roles, caller.CompanyID, func(r *model.ExternalRole) string { return r.ID }),
		rules:      loader(s.rules, caller.CompanyID, func(r *model.AccessRule) string { return r.ID }),
	}
}

func requestOf(ctx context.Context) *request { return ctx.Value(requestKey{}).(*request) }

// callerWith returns the caller if it holds a scope.
func callerWith(ctx context.Context, scope string) (*model.Application, error) {
	caller := requestOf(ctx).caller
	if !slices.Contains(caller.Scopes, scope) {
		return nil, fmt.Errorf("the application lacks the scope %s", scope)
	}
	return caller, nil
}

type resolver struct{ *store }

type (
	queryResolver    struct{ *resolver }
	mutationResolver struct{ *resolver }
	accessResolver   struct{ *resolver }
	accountResolver  struct{ *resolver }
)

func (r *resolver) Query() generated.QueryResolver       { return queryResolver{r} }
func (r *resolver) Mutation() generated.MutationResolver { return mutationResolver{r} }
func (r *resolver) Access() generated.AccessResolver     { return accessResolver{r} }
func (r *resolver) ExternalRoleAccount() generated.ExternalRoleAccountResolver {
	return accountResolver{r}
}

func (r accessResolver) PrivateIdentity(ctx context.Context, obj *model.Access) (*model.ExternalPersonalIdentity, error) {
	return requestOf(ctx).identities.Load(ctx, obj.PrivateID)
}

func (r accessResolver) RoleAccount(ctx context.Context, obj *model.Access) (*model.ExternalRoleAccount, error) {
	if obj.RoleAccountID == nil {
		return nil, nil
	}
	return requestOf(ctx).accounts.Load(ctx, *obj.RoleAccountID)
}

func (r accountResolver) Role(ctx context.Context, obj *model.ExternalRoleAccount) (*model.ExternalRole, error) {
	return requestOf(ctx).roles.Load(ctx, obj.RoleID)
}

func (r queryResolver) Access(ctx context.Context, accessID string) (*model.Access, error) {
	caller, err := callerWith(ctx, "ACCESS_READ")
	if err != nil {
		return nil, err
	}
	return get[model.Access](ctx, r.accesses, one(caller.CompanyID, accessID))
}

func (r queryResolver) Accesses(ctx context.Context, first *int) (*model.AccessConnection, error) {
	caller, err := callerWith(ctx, "ACCESS_READ")
	if err != nil {
		return nil, err
	}
	nodes, info, err := page[model.Access](ctx, r.accesses, caller.CompanyID, first)
	return &model.AccessConnection{Nodes: nodes, PageInfo: info}, err
}

func (r queryResolver) AccessRules(ctx context.Context, first *int) (*model.AccessRuleConnection, error) {
	caller, err := callerWith(ctx, "ACCESS_RULE_READ")
	if err != nil {
		return nil, err
	}
	nodes, info, err := page[model.AccessRule](ctx, r.rules, caller.CompanyID, first)
	return &model.AccessRuleConnection{Nodes: nodes, PageInfo: info}, err
}

func (r queryResolver) CheckPassage(ctx context.Context, reader string, presented model.PassageIdentifierInput) (*model.PassageDecision, error) {
	caller, err := callerWith(ctx, "PASSAGE")
	if err != nil {
		return nil, err
	}
	if presented.Number == nil {
		return nil, errNotValid
	}
	identifier, err := get[model.Identifier](ctx, r.identifiers, bson.D{
		{Key: "companyId", Value: caller.CompanyID}, {Key: "type", Value: presented.Number.Type},
		{Key: "number", Value: strings.ToUpper(presented.Number.Number)},
	})
	if errors.Is(err, errAbsent) {
		return &model.PassageDecision{Relays: []int{}, AccessRules: []model.AccessRule{}, Denial: new("UNKNOWN_IDENTIFIER")}, nil
	}
	if err != nil {
		return nil, err
	}
	if identifier.Validity.MaxPasses != nil {
		return nil, errNotValid
	}
	rules, err := requestOf(ctx).rules.LoadAll(ctx, identifier.AccessRuleIDs)
	if err != nil {
		return nil, err
	}
	return decide(identifier, rules, reader, time.Now()), nil
}

func decide(identifier *model.Identifier, rules []*model.AccessRule, reader string, now time.Time) *model.PassageDecision {
	decision := &model.PassageDecision{Relays: []int{}, AccessRules: []model.AccessRule{}, Identifier: identifier}
	denied := func(why string) *model.PassageDecision {
		decision.Denial = &why
		return decision
	}
	switch validity := identifier.Validity; {
	case validity.From != nil && now.Before(*validity.From):
		return denied("NOT_YET_VALID")
	case validity.To != nil && !now.Before(*validity.To):
		return denied("EXPIRED")
	case len(rules) == 0:
		return denied("NO_ACCESS_RULE_ATTACHED")
	}
	for _, rule := range rules {
		at := slices.IndexFunc(rule.Settings, func(setting model.AccessRuleSetting) bool { return setting.Reader == reader })
		if at >= 0 {
			decision.AccessRules = append(decision.AccessRules, *rule)
			decision.Relays = append(decision.Relays, rule.Settings[at].Relays...)
		}
	}
	if len(decision.AccessRules) == 0 {
		for _, rule := range rules {
			decision.AccessRules = append(decision.AccessRules, *rule)
		}
		return denied("READER_NOT_IN_ACCESS_RULES")
	}
	slices.Sort(decision.Relays)
	decision.Relays = slices.Compact(decision.Relays)
	decision.Granted = true
	return decision
}

func (r mutationResolver) CreateAccess(ctx context.Context, input model.CreateAccessInput) (*model.CreateAccessPayload, error) {
	caller, err := callerWith(ctx, "ACCESS_WRITE")
	if err != nil {
		return nil, err
	}
	blank := func(text *string) bool { return text == nil || strings.TrimSpace(*text) == "" }
	if input.Type == nil || *input.Type != "PRIVATE" || input.Managed == nil || blank(input.PrivateID) || blank(input.FirstName) || blank(input.LastName) {
		return nil, errNotValid
	}
	identity, err := get[model.ExternalPersonalIdentity](ctx, r.identities, one(caller.CompanyID, *input.PrivateID))
	if err != nil {
		return nil, err
	}
	if identity.State != "ACTIVE" {
		return nil, errNotValid
	}
	id, err := newID("acc")
	if err != nil {
		return nil, err
	}
	created := &model.Access{
		Base:  model.Base{ID: id, CompanyID: caller.CompanyID, SchemaVersion: 1, Version: 1, UpdatedAt: time.Now().UTC().Truncate(time.Millisecond)},
		Named: model.Named{NameKey: strings.ToLower(*input.LastName) + "\x01" + id, FoldVersion: 2},
		Type:  *input.Type, State: "INVITED", Managed: *input.Managed, FirstName: *input.FirstName, LastName: *input.LastName,
		PrivateID: *input.PrivateID, CreatedBy: model.Actor{Application: caller.ID, ApplicationName: caller.Name},
	}
	return &model.CreateAccessPayload{Access: created}, r.create(ctx, identity, created)
}
