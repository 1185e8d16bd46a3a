package mongo

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// referenceCheck collects the references of a batch, so that each collection is read once for all of them.
type referenceCheck struct {
	batch      *batch
	references []documentReference
}

// documentReference is a reference, and the document that contains it.
type documentReference struct {
	commit.Reference
	documentID, companyID string
}

// add adds the references of a document, of which the one to its company is the first.
func (r *referenceCheck) add(doc *decodedDocument) {
	if r.batch.descriptor.name != companiesDescriptor.name && doc.companyID != noCompany {
		company := commit.Reference{Field: companyField, Kind: id.Company, Value: doc.companyID}
		r.references = append(r.references, documentReference{company, doc.id, doc.companyID})
	}
	if referrer, ok := doc.value.(commit.Referrer); ok {
		for _, reference := range referrer.References() {
			r.references = append(r.references, documentReference{reference, doc.id, doc.companyID})
		}
	}
}

// referenceTarget is what a reference refers to: the documents of a kind, within a company, whose field has a value. The
// field is the _id if it is empty.
type referenceTarget struct {
	kind             id.Kind
	field            string
	companyID, value string
}

func (r documentReference) target() referenceTarget {
	return referenceTarget{r.Kind, r.By, r.companyID, r.Value}
}

// run reports the references whose target does not exist.
func (r *referenceCheck) run(ctx context.Context) error {
	existing, err := r.existing(ctx)
	if err != nil {
		return err
	}
	for _, reference := range r.references {
		if existing[reference.target()] {
			continue
		}
		if reference.Swept {
			isSwept, err := r.batch.store.isBeingSwept(ctx, reference.companyID, reference.Value)
			if err != nil {
				return err
			}
			if isSwept {
				continue
			}
		}
		r.batch.report(reference.documentID, fmt.Sprintf("has in its %s %q, which its company does not have", reference.Field, reference.Value))
	}
	return nil
}

// existing returns the targets that exist.
func (r *referenceCheck) existing(ctx context.Context) (map[referenceTarget]bool, error) {
	type lookup struct {
		kind             id.Kind
		field, companyID string
	}
	existing, lookups := map[referenceTarget]bool{}, map[lookup][]string{}
	for _, reference := range r.references {
		if reference.Kind == id.Company && r.batch.companies[reference.Value] {
			existing[reference.target()] = true
			continue
		}
		key := lookup{reference.Kind, reference.By, reference.companyID}
		lookups[key] = append(lookups[key], reference.Value)
	}
	for key, values := range lookups {
		field := key.field
		if field == "" {
			field = idField
		}
		stored := r.batch.store.collectionOfKind(key.kind)
		slices.Sort(values)
		for chunk := range slices.Chunk(slices.Compact(values), maxLookup) {
			findOptions := options.Find().SetProjection(bson.D{{Key: field, Value: 1}})
			err := stored.each(ctx, withAnyOf(key.companyID, field, chunk), findOptions, func(raw bson.Raw) error {
				value, _ := raw.Lookup(field).StringValueOK()
				existing[referenceTarget{key.kind, key.field, key.companyID, value}] = true
				if key.kind == id.Company {
					r.batch.companies[value] = true
				}
				return nil
			})
			if err != nil {
				return nil, stored.readFailure(err)
			}
		}
	}
	return existing, nil
}
