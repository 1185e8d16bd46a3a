package document

// Consistent is a document whose fields depend on each other.
type Consistent interface {
	// Inconsistencies returns the inconsistencies of the document by itself, each as a predicate of a sentence about its ID. They
	// never contain a secret.
	Inconsistencies() []string
}
