// Package keeper resolves the fields of the zoo.
package keeper

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/graph/plan/internal/zoo"
	"accessgraph/graph/plan/internal/zoo/generated"
)

// Keeper resolves fields.
type Keeper struct {
	// Seed determines the values of the root fields.
	Seed zoo.Seed
	// OnBatch is called for each call of a batch resolver, with the number of parents.
	OnBatch func(ctx context.Context, field string, parents int)
	// Calm prevents errors and panics of resolvers.
	Calm bool
}

// Config returns the configuration of a schema.
func (k *Keeper) Config() generated.Config {
	return generated.Config{Resolvers: k, Directives: generated.DirectiveRoot{Allow: allow, Hide: hide}}
}

func allow(ctx context.Context, _ any, next graphql.Resolver, tag string) (any, error) {
	if !slices.Contains(zoo.Tags(ctx), tag) {
		return nil, fmt.Errorf("%s.%s needs %s", graphql.GetFieldContext(ctx).Object, graphql.GetFieldContext(ctx).Field.Name, tag)
	}
	return next(ctx)
}

func hide(ctx context.Context, _ any, next graphql.Resolver, _ int) (any, error) {
	_, err := next(ctx)
	return nil, err
}

// trouble panics or returns an error for some seeds.
func (k *Keeper) trouble(s zoo.Seed, field string) error {
	switch uint64(s.Then(field+" trouble")) % 25 {
	case 0:
		if !k.Calm {
			panic("panic of " + field)
		}
	case 1, 2:
		return k.failure(s, field)
	}
	return nil
}

// failure returns an error, whose type depends on the seed.
func (k *Keeper) failure(s zoo.Seed, field string) error {
	if k.Calm {
		return nil
	}
	switch uint64(s.Then(field+" error")) % 3 {
	case 0:
		return errors.New("error of " + field)
	case 1:
		return shared(field)
	default:
		return gqlerror.List{{Message: "first of " + field}}
	}
}

// shared returns an error that gqlgen sets the path of.
func shared(field string) error { return &gqlerror.Error{Message: "error of GraphQL of " + field} }

// each resolves a batch field.
func each[P, T any](ctx context.Context, k *Keeper, field string, parents []*P, seed func(*P) zoo.Seed, value func(s zoo.Seed) T) ([]T, error) {
	if k.OnBatch != nil {
		k.OnBatch(ctx, field, len(parents))
	}
	values, errs := make([]T, len(parents)), make(graphql.BatchErrorList, len(parents))
	failed := false
	for i, parent := range parents {
		if parent == nil {
			continue // gqlgen passes on the nulls of a list
		}
		s := seed(parent).Then(field)
		if uint64(s.Then("fails"))%12 == 0 {
			errs[i] = k.failure(s, field)
			failed = failed || errs[i] != nil
		}
		if errs[i] == nil {
			values[i] = value(s)
		}
	}
	if failed {
		return values, errs
	}
	return values, nil
}

func person(s zoo.Seed) *zoo.Person {
	if s.Rarely("nobody", 6) {
		return nil
	}
	return zoo.NewPerson(s)
}

func number(s zoo.Seed) *int {
	if s.Rarely("no number", 4) {
		return nil
	}
	n := int(s % 1000)
	return &n
}

func animal(s zoo.Seed) zoo.Animal {
	switch uint64(s.Then("kind")) % 6 {
	case 0:
		return nil
	case 1, 2, 3:
		return zoo.NewCat(s)
	case 4:
		return *zoo.NewDog(s)
	default:
		return zoo.NewDog(s)
	}
}

func animals(n *int) func(s zoo.Seed) []zoo.Animal {
	return func(s zoo.Seed) []zoo.Animal {
		if n == nil || *n < 0 || s.Rarely("no animals", 7) {
			return nil
		}
		list := make([]zoo.Animal, min(*n, 3))
		for i := range list {
			list[i] = animal(s.Then(i))
		}
		return list
	}
}

func rocks(s zoo.Seed) []*zoo.Rock {
	list := make([]*zoo.Rock, s%4)
	for i := range list {
		if !s.Then(i).Rarely("no rock", 4) {
			list[i] = new(zoo.NewRock(s.Then(i)))
		}
	}
	return list
}

// resolve resolves a field of one object.
func resolve[T any](k *Keeper, s zoo.Seed, field string, value func(s zoo.Seed) T) (T, error) {
	if err := k.trouble(s, field); err != nil {
		var none T
		return none, err
	}
	return value(s.Then(field)), nil
}

type (
	adoption   struct{ *Keeper }
	box        struct{ keeper *Keeper }
	cat        struct{ *Keeper }
	dog        struct{ *Keeper }
	mutation   struct{ *Keeper }
	people     struct{ *Keeper }
	connection struct{ *Keeper }
	query      struct{ *Keeper }
	rock       struct{ *Keeper }
	toy        struct{ *Keeper }
)

// Adoption returns the resolvers of Adoption.
func (k *Keeper) Adoption() generated.AdoptionResolver { return adoption{k} }

// Box returns the resolvers of Box.
func (k *Keeper) Box() generated.BoxResolver { return box{k} }

// Cat returns the resolvers of Cat.
func (k *Keeper) Cat() generated.CatResolver { return cat{k} }

// Dog returns the resolvers of Dog.
func (k *Keeper) Dog() generated.DogResolver { return dog{k} }

// Mutation returns the resolvers of Mutation.
func (k *Keeper) Mutation() generated.MutationResolver { return mutation{k} }

// Person returns the resolvers of Person.
func (k *Keeper) Person() generated.PersonResolver { return people{k} }

// PersonConnection returns the resolvers of PersonConnection.
func (k *Keeper) PersonConnection() generated.PersonConnectionResolver { return connection{k} }

// Query returns the resolvers of Query.
func (k *Keeper) Query() generated.QueryResolver { return query{k} }

// Rock returns the resolvers of Rock.
func (k *Keeper) Rock() generated.RockResolver { return rock{k} }

// Toy returns the resolvers of Toy.
func (k *Keeper) Toy() generated.ToyResolver { return toy{k} }
