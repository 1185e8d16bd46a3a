package document

// Consistent is a document whose fields depend on each other.
type Consistent interface {
	Document
	// Inconsistencies returns what is wrong with the document by itself, each in words that go on from its ID. They never
	// hold a value that is a secret.
	Inconsistencies() []string
}
