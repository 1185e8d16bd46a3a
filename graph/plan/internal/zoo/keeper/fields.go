package keeper

import (
	"context"
	"fmt"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/graph/plan/internal/zoo"
)

func ofCat(c *zoo.Cat) zoo.Seed       { return c.Seed }
func ofDog(d *zoo.Dog) zoo.Seed       { return d.Seed }
func ofRock(r *zoo.Rock) zoo.Seed     { return r.Seed }
func ofToy(t *zoo.Toy) zoo.Seed       { return t.Seed }
func ofBox(b *zoo.Box) zoo.Seed       { return b.Seed }
func ofPerson(p *zoo.Person) zoo.Seed { return p.Seed }

func (r adoption) Count(ctx context.Context, objs []*zoo.Adoption) ([]*int, error) {
	return each(ctx, r.Keeper, "Adoption.count", objs, func(*zoo.Adoption) zoo.Seed { return r.Seed }, number)
}

func (r box) Keeper(ctx context.Context, objs []*zoo.Box) ([]*zoo.Person, error) {
	return each(ctx, r.keeper, "Box.keeper", objs, ofBox, person)
}

func (r cat) Friends(_ context.Context, obj *zoo.Cat, first *int, color *zoo.Color) ([]zoo.Animal, error) {
	s := obj.Seed
	if color != nil {
		s = s.Then(*color)
	}
	return resolve(r.Keeper, s, "Cat.friends", animals(first))
}

func (r cat) Owner(ctx context.Context, objs []*zoo.Cat) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Cat.owner", objs, ofCat, person)
}

func (r cat) SureFriend(ctx context.Context, objs []*zoo.Cat) ([]zoo.Animal, error) {
	return each(ctx, r.Keeper, "Cat.sureFriend", objs, ofCat, animal)
}

func (r cat) Favourite(ctx context.Context, objs []*zoo.Cat, filter *zoo.ToyFilter) ([]*zoo.Toy, error) {
	return each(ctx, r.Keeper, "Cat.favourite", objs, ofCat, func(s zoo.Seed) *zoo.Toy {
		if filter == nil {
			return nil
		}
		return new(zoo.NewToy(s.Then(text(filter.Label.Value())).Then(numberOf(filter.Price.Value()))))
	})
}

func text(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

func numberOf(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

func (r dog) Friends(ctx context.Context, objs []*zoo.Dog, first *int, _ *zoo.Color) ([][]zoo.Animal, error) {
	return each(ctx, r.Keeper, "Dog.friends", objs, ofDog, animals(first))
}

func (r dog) Owner(ctx context.Context, objs []*zoo.Dog) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Dog.owner", objs, ofDog, person)
}

func (r dog) Walker(ctx context.Context, objs []*zoo.Dog) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Dog.walker", objs, ofDog, person)
}

func (r dog) Things(_ context.Context, obj *zoo.Dog) ([]zoo.Thing, error) {
	return resolve(r.Keeper, obj.Seed, "Dog.things", things)
}

func things(s zoo.Seed) []zoo.Thing {
	list := make([]zoo.Thing, s%4)
	for i := range list {
		s := s.Then(i)
		switch s % 4 {
		case 0:
			list[i] = zoo.NewRock(s)
		case 1:
			list[i] = zoo.NewCat(s)
		case 2:
			list[i] = zoo.NewPerson(s)
		default:
			if !s.Rarely("nothing", 3) {
				list[i] = *zoo.NewDog(s)
			}
		}
	}
	return list
}

func (r dog) Secrets(ctx context.Context, objs []*zoo.Dog) ([][]*zoo.Rock, error) {
	return each(ctx, r.Keeper, "Dog.secrets", objs, ofDog, rocks)
}

func (r mutation) Adopt(_ context.Context, wish zoo.Wish) (*zoo.Adoption, error) {
	return resolve(r.Keeper, r.Seed.Then(describe(&wish)), "adopt", newAdoption)
}

func newAdoption(s zoo.Seed) *zoo.Adoption {
	if s.Rarely("no adoption", 6) {
		return nil
	}
	result := &zoo.Adoption{Person: person(s)}
	if !s.Rarely("no cat", 6) {
		result.Cat = zoo.NewCat(s)
	}
	return result
}

func (r mutation) Throw(_ context.Context, id string, times *int) (*zoo.Rock, error) {
	return resolve(r.Keeper, r.Seed.Then(id).Then(numberOf(times)), "throw", func(s zoo.Seed) *zoo.Rock {
		return new(zoo.NewRock(s))
	})
}

func (r mutation) SurelyAdopt(_ context.Context, name *string) (*zoo.Adoption, error) {
	return resolve(r.Keeper, r.Seed.Then(text(name)), "surelyAdopt", newAdoption)
}

func (r people) Pets(ctx context.Context, objs []*zoo.Person, first int) ([][]zoo.Animal, error) {
	return each(ctx, r.Keeper, "Person.pets", objs, ofPerson, animals(&first))
}

func (r people) Boss(ctx context.Context, objs []*zoo.Person) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Person.boss", objs, ofPerson, person)
}

func (r people) Score(ctx context.Context, objs []*zoo.Person, weights []int) ([]*int, error) {
	return each(ctx, r.Keeper, "Person.score", objs, ofPerson, func(s zoo.Seed) *int { return number(s.Then(fmt.Sprint(weights))) })
}

func (r people) SureScore(ctx context.Context, objs []*zoo.Person) ([]int, error) {
	return each(ctx, r.Keeper, "Person.sureScore", objs, ofPerson, func(s zoo.Seed) int { return int(s % 10) })
}

func (r people) Restricted(ctx context.Context, objs []*zoo.Person) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Person.restricted", objs, ofPerson, person)
}

func (r people) Page(ctx context.Context, obj *zoo.Person, first *int, after *string) (*zoo.PersonConnection, error) {
	return resolve(r.Keeper, obj.Seed.Then(text(after)), "Person.page", func(s zoo.Seed) *zoo.PersonConnection {
		page := &zoo.PersonConnection{Seed: s}
		for _, field := range graphql.CollectFieldsCtx(ctx, nil) {
			for i := range min(4, max(0, numberOf(first))) {
				each := zoo.NewPerson(s.Then(i))
				switch field.Name {
				case "edges":
					page.Edges = append(page.Edges, zoo.PersonEdge{Cursor: fmt.Sprint(i), Node: each})
				case "nodes":
					page.Nodes = append(page.Nodes, each)
				}
			}
		}
		return page
	})
}

func (r connection) Total(_ context.Context, obj *zoo.PersonConnection) (*int, error) {
	return resolve(r.Keeper, obj.Seed, "PersonConnection.total", number)
}

func (r query) Cat(_ context.Context, id string) (*zoo.Cat, error) {
	return resolve(r.Keeper, r.Seed.Then(id), "cat", zoo.NewCat)
}

func (r query) Animals(_ context.Context, first int) ([]zoo.Animal, error) {
	return resolve(r.Keeper, r.Seed, "animals", animals(&first))
}

func (r query) Things(_ context.Context, first *int, colors []zoo.Color) ([]zoo.Thing, error) {
	return resolve(r.Keeper, r.Seed.Then(numberOf(first)).Then(fmt.Sprint(colors)), "things", things)
}

func (r query) Node(_ context.Context, id *string) (zoo.Node, error) {
	return resolve(r.Keeper, r.Seed.Then(text(id)), "node", func(s zoo.Seed) zoo.Node {
		if node, ok := zooThing(s).(zoo.Node); ok {
			return node
		}
		return nil
	})
}

func zooThing(s zoo.Seed) zoo.Thing {
	if list := things(s.Then("node")); len(list) > 0 {
		return list[0]
	}
	return nil
}

func (r query) SureRock(context.Context) (*zoo.Rock, error) {
	return resolve(r.Keeper, r.Seed, "sureRock", func(s zoo.Seed) *zoo.Rock {
		return new(zoo.NewRock(s))
	})
}

func (r query) People(_ context.Context, wish *zoo.Wish) ([][]zoo.Person, error) {
	return resolve(r.Keeper, r.Seed.Then(describe(wish)), "people", func(s zoo.Seed) [][]zoo.Person {
		rows := make([][]zoo.Person, s%4)
		for i := range rows {
			for j := range s.Then(i) % 4 {
				rows[i] = append(rows[i], *zoo.NewPerson(s.Then(i).Then(j)))
			}
		}
		return rows
	})
}

func (r query) Echo(_ context.Context, wish zoo.Wish, when *time.Time, tag *string) (*string, error) {
	return resolve(r.Keeper, r.Seed, "echo", func(zoo.Seed) *string {
		said := describe(&wish) + text(tag)
		if when != nil {
			said += fmt.Sprint(when.Unix())
		}
		return &said
	})
}

func (r query) Boxes(context.Context) ([]zoo.Box, error) {
	return resolve(r.Keeper, r.Seed, "boxes", func(s zoo.Seed) []zoo.Box {
		list := make([]zoo.Box, s%4)
		for i := range list {
			list[i] = zoo.NewBox(s.Then(i))
		}
		return list
	})
}

// describe writes down an input, with what was left out.
func describe(wish *zoo.Wish) string {
	if wish == nil {
		return "none"
	}
	color, sizes, note := "unset", "unset", "unset"
	if wish.Color.IsSet() {
		color = "null"
		if value := wish.Color.Value(); value != nil {
			color = string(*value)
		}
	}
	if wish.Sizes.IsSet() {
		sizes = fmt.Sprint(wish.Sizes.Value(), wish.Sizes.Value() == nil)
	}
	if wish.Note.IsSet() {
		note = text(wish.Note.Value())
	}
	said := fmt.Sprint(wish.Name, color, sizes, note)
	if wish.Inner.IsSet() {
		said += "{" + describe(wish.Inner.Value()) + "}"
	}
	if filter := wish.Filter.Value(); filter != nil {
		said += text(filter.Label.Value()) + fmt.Sprint(numberOf(filter.Price.Value()))
	}
	return said
}

func (r rock) Thrower(ctx context.Context, objs []*zoo.Rock) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Rock.thrower", objs, ofRock, person)
}

func (r toy) Maker(ctx context.Context, objs []*zoo.Toy) ([]*zoo.Person, error) {
	return each(ctx, r.Keeper, "Toy.maker", objs, ofToy, person)
}

func (r toy) SureMaker(_ context.Context, obj *zoo.Toy) (*zoo.Person, error) {
	return resolve(r.Keeper, obj.Seed, "Toy.sureMaker", person)
}
