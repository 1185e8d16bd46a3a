package mongo

// Problem is one thing in a store that is not as it must be.
type Problem struct {
	// Collection is where it is; empty for what is of no collection.
	Collection string
	// ID is the _id of the document; empty for what is of no document.
	ID string
	// What is wrong, in words.
	What string
}

// String implements fmt.Stringer.
func (p Problem) String() string {
	where := p.Collection
	if p.ID != "" {
		where += ", _id " + p.ID
	}
	if where == "" {
		return p.What
	}
	return where + ": " + p.What
}
