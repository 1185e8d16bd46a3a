package zoo

import (
	"context"
	"time"
)

// Node is anything with an ID.
type Node interface{ IsNode() }

// Animal is a cat or a dog.
type Animal interface {
	Node
	IsAnimal()
}

// Thing is anything that can be in a box.
type Thing interface{ IsThing() }

// Base has the fields that all animals have.
type Base struct {
	Seed Seed
	ID   string
	Name *string
}

// Cat is an animal with fields of all kinds.
type Cat struct {
	*Base

	Colors    []Color
	Size      Size
	Tag       *string
	SureTag   string
	Blob      Blob
	Tags      []string
	Grid      [][]int
	SureGrid  [][]*int
	Toys      []Toy
	MaybeToys []*Toy
	Box       *Box
	InnerBox  Box
	Weight    float64
	// BornAt is the time of birth; nil means that the seed determines it.
	BornAt *time.Time
}

// IsNode marks a cat as a node.
func (*Cat) IsNode() {}

// IsAnimal marks a cat as an animal.
func (*Cat) IsAnimal() {}

// IsThing marks a cat as a thing.
func (*Cat) IsThing() {}

// NewCat returns a cat.
func NewCat(s Seed) *Cat {
	cat := &Cat{
		Base:   newBase(s),
		Colors: listOf(s, "colors", func(s Seed) Color { return AllColor[uint64(s)%uint64(len(AllColor))] }),
		Size:   Size([]string{"SMALL", "LARGE"}[s%2]),
		Tag:    optional(s, "tag", newTag), SureTag: newTag(s.Then("sureTag")),
		Tags: listOf(s, "tags", func(s Seed) string { return s.Text("tag") }),
		Grid: listOf(s, "grid", func(s Seed) []int { return listOf(s, "row", func(s Seed) int { return int(s % 9) }) }),
		SureGrid: listOf(s, "sureGrid", func(s Seed) []*int {
			return listOf(s, "row", func(s Seed) *int { return optional(s, "cell", func(s Seed) int { return int(s % 9) }) })
		}),
		InnerBox: NewBox(s.Then("innerBox")), Weight: float64(s%1000) / 7,
		Blob: listOf(s, "blob", func(Seed) byte { return 'x' }),
	}
	cat.Toys = listOf(s, "toys", NewToy)
	cat.MaybeToys = listOf(s, "maybeToys", func(s Seed) *Toy { return optional(s, "toy", NewToy) })
	cat.Box = optional(s, "box", NewBox)
	return cat
}

// newBase returns the fields that all animals have.
func newBase(s Seed) *Base {
	return &Base{Seed: s, ID: s.Text("id"), Name: optional(s, "name", func(s Seed) string { return s.Text("name") })}
}

func newTag(s Seed) string { return []string{"a", "b", "", "panic", "c", "d"}[uint64(s.Then("tag"))%6] }

// Lives panics for some seeds.
func (c *Cat) Lives() int {
	_ = c.Seed.trouble("lives")
	return int(c.Seed % 10)
}

// Born returns an instant, or an error.
func (c *Cat) Born() (*time.Time, error) {
	if c.BornAt != nil {
		return c.BornAt, nil
	}
	return optional(c.Seed, "born", func(s Seed) time.Time { return time.Unix(int64(s%1000), 0) }), c.Seed.trouble("born")
}

// Sure returns an instant that can be marshaled.
func (c *Cat) Sure() time.Time { return time.Unix(int64(c.Seed%1000)*2, 0) }

// Mother takes a context.
func (c *Cat) Mother(context.Context) (Animal, error) {
	return newAnimal(c.Seed, "mother"), c.Seed.trouble("mother")
}

// SureBox returns a box, or an error.
func (c *Cat) SureBox() (*Box, error) {
	return optional(c.Seed, "sureBox", NewBox), c.Seed.trouble("sureBox")
}

// Kittens returns a list of litters.
func (c *Cat) Kittens() [][]*Cat {
	if !c.Seed.Rarely("kittens", 3) {
		return nil
	}
	return listOf(c.Seed, "kittens", func(s Seed) []*Cat {
		return listOf(s, "litter", func(s Seed) *Cat {
			if s.Rarely("kitten is null", 4) {
				return nil
			}
			return NewCat(s)
		})
	})
}

// newAnimal returns an animal, or nil for some seeds.
func newAnimal(s Seed, field string) Animal {
	switch s = s.Then(field); uint64(s.Then("kind")) % 5 {
	case 0:
		return nil
	case 1, 2:
		return NewCat(s)
	default:
		return NewDog(s)
	}
}

// Dog is an animal that is passed by pointer and by value.
type Dog struct {
	Base

	Bones        []Rock
	Secret       *string
	Hidden       *Box
	SurelyHidden int
}

// IsNode marks a dog as a node.
func (Dog) IsNode() {}

// IsAnimal marks a dog as an animal.
func (Dog) IsAnimal() {}

// IsThing marks a dog as a thing.
func (Dog) IsThing() {}

// NewDog returns a dog.
func NewDog(s Seed) *Dog {
	return &Dog{
		Base: *newBase(s), Bones: listOf(s, "bones", NewRock), Secret: optional(s, "secret", func(s Seed) string { return s.Text("secret") }),
		Hidden: optional(s, "hidden", NewBox), SurelyHidden: 1,
	}
}

// Mother returns a mother.
func (d *Dog) Mother() Animal { return newAnimal(d.Seed, "mother") }

// Toys returns a list, or an error.
func (d *Dog) Toys() ([]Toy, error) { return listOf(d.Seed, "toys", NewToy), d.Seed.trouble("toys") }

// Rock is a node that is passed by value.
type Rock struct {
	Seed   Seed
	ID     string
	Weight *int
}

// IsNode marks a rock as a node.
func (Rock) IsNode() {}

// IsThing marks a rock as a thing.
func (Rock) IsThing() {}

// NewRock returns a rock.
func NewRock(s Seed) Rock {
	return Rock{Seed: s, ID: s.Text("id"), Weight: optional(s, "weight", func(s Seed) int { return int(s % 100) })}
}

// Beside returns rocks, or an error.
func (r *Rock) Beside() ([]Rock, error) {
	if !r.Seed.Rarely("beside", 3) {
		return nil, nil
	}
	return listOf(r.Seed, "beside", NewRock), r.Seed.trouble("beside")
}

// Toy is an object without an ID.
type Toy struct {
	Seed  Seed
	Label string
}

// NewToy returns a toy.
func NewToy(s Seed) Toy { return Toy{Seed: s, Label: s.Text("label")} }

// Price returns a price, or an error.
func (t *Toy) Price() (*int, error) {
	return optional(t.Seed, "price", func(s Seed) int { return int(s % 50) }), t.Seed.trouble("price")
}

// Parts returns toys.
func (t *Toy) Parts() []Toy {
	if !t.Seed.Rarely("parts", 3) {
		return nil
	}
	return listOf(t.Seed, "parts", NewToy)
}

// Box is an object that contains objects.
type Box struct {
	Seed Seed
	Lid  *Toy
}

// NewBox returns a box.
func NewBox(s Seed) Box { return Box{Seed: s, Lid: optional(s, "lid", NewToy)} }

// Inside returns a thing.
func (b *Box) Inside() (Thing, error) {
	return newThing(b.Seed.Then("inside")), b.Seed.trouble("inside")
}

// Boxes returns boxes.
func (b *Box) Boxes() []Box {
	if !b.Seed.Rarely("boxes", 3) {
		return nil
	}
	return listOf(b.Seed, "boxes", NewBox)
}

func newThing(s Seed) Thing {
	switch uint64(s.Then("kind")) % 6 {
	case 0:
		return nil
	case 1:
		return NewCat(s)
	case 2:
		return NewDog(s)
	case 3:
		return NewRock(s)
	case 4:
		rock := NewRock(s)
		return &rock
	default:
		return NewPerson(s)
	}
}

// Person is a node with resolvers for most fields.
type Person struct {
	Seed Seed
	ID   string
	Name string
	Age  *int
}

// IsNode marks a person as a node.
func (*Person) IsNode() {}

// IsThing marks a person as a thing.
func (*Person) IsThing() {}

// NewPerson returns a person.
func NewPerson(s Seed) *Person {
	return &Person{Seed: s, ID: s.Text("id"), Name: s.Text("name"), Age: optional(s, "age", func(s Seed) int { return int(s % 100) })}
}

// SureBoss takes a context.
func (p *Person) SureBoss(context.Context) (*Person, error) {
	if p.Seed.Rarely("no sure boss", 6) {
		return nil, p.Seed.trouble("sureBoss")
	}
	return NewPerson(p.Seed.Then("sureBoss")), nil
}

// PersonConnection is a page of people.
type PersonConnection struct {
	Seed  Seed
	Edges []PersonEdge
	Nodes []*Person
}

// PersonEdge is an item of a page.
type PersonEdge struct {
	Cursor string
	Node   *Person
}
