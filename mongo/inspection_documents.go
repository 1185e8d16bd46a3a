package mongo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// checkDocuments compares documents with their form, and with the claims that they hold and the documents that they refer
// to.
func (b *batch) inspectDocuments(ctx context.Context) error {
	var claimants []*decodedDocument
	references := referenceCheck{batch: b}
	for _, raw := range b.raws {
		read, err := b.model.decode(raw)
		if err != nil {
			b.unrepairable(read.id, err.Error())
			continue
		}
		if err := b.inspectForm(ctx, read); err != nil {
			return err
		}
		if consistent, ok := read.value.(document.Consistent); ok {
			for _, what := range consistent.Inconsistencies() {
				b.unrepairable(read.id, what)
			}
		}
		if _, ok := read.value.(commit.Claimant); ok {
			claimants = append(claimants, read)
		}
		references.add(read)
	}
	if err := b.inspectHeldClaims(ctx, claimants); err != nil {
		return err
	}
	if b.model.table.name == companiesTable().name {
		if err := b.inspectBootstrap(ctx); err != nil {
			return err
		}
	}
	if !b.checkReferences {
		return nil
	}
	return references.check(ctx)
}

// checkForm brings a document into its present form. Neither its version nor its time moves.
func (b *batch) inspectForm(ctx context.Context, read *decodedDocument) error {
	if !read.hasChanges() {
		return nil
	}
	what := "is not in the present form: " + strings.Join(read.changedFields(), ", ")
	return b.repairable(read.id, what, func() error {
		_, err := b.store.collection(b.model.table).update(ctx, withID(read.companyID, read.id), read.update())
		return err
	})
}

// checkBootstrap makes sure that a store with a company is not set up again.
func (b *batch) inspectBootstrap(ctx context.Context) error {
	bootstrapped, err := b.store.Operator().Bootstrapped(ctx)
	if err != nil || bootstrapped || len(b.raws) == 0 {
		return err
	}
	claim := bootstrapClaim()
	claim.holder, _ = b.raws[0].Lookup(idField).StringValueOK()
	return b.repairable(claim.holder, "is a company of a store that has no record of having been set up", func() error {
		raw, err := claim.document()
		if err != nil {
			return err
		}
		return b.store.collection(claimsTable()).insert(ctx, raw)
	})
}

// referring gathers the references of a batch, so that each collection is asked once.
type referenceCheck struct {
	batch      *batch
	references []reference
}

// reference is a reference with the document that has it.
type reference struct {
	commit.Reference
	holder    string
	companyID string
}

func (r *referenceCheck) add(read *decodedDocument) {
	if r.batch.model.table.name != companiesTable().name && read.companyID != noCompany {
		company := commit.Reference{Field: companyField, Kind: id.Company, Value: read.companyID}
		r.references = append(r.references, reference{company, read.id, read.companyID})
	}
	if referrer, ok := read.value.(commit.Referrer); ok {
		for _, each := range referrer.References() {
			r.references = append(r.references, reference{each, read.id, read.companyID})
		}
	}
}

// target is what a reference leads to: a value of a field of a collection, within a company.
type target struct {
	kind             id.Kind
	by               string
	companyID, value string
}

func (r reference) target() target { return target{r.Kind, r.By, r.companyID, r.Value} }

func (r *referenceCheck) check(ctx context.Context) error {
	present, err := r.existing(ctx)
	if err != nil {
		return err
	}
	for _, each := range r.references {
		if present[each.target()] {
			continue
		}
		if each.Swept {
			swept, err := r.batch.store.isBeingSwept(ctx, each.companyID, each.Value)
			if err != nil {
				return err
			}
			if swept {
				continue
			}
		}
		r.batch.unrepairable(each.holder, fmt.Sprintf("has in its %s %q, which its company does not have", each.Field, each.Value))
	}
	return nil
}

// present returns the targets that exist.
func (r *referenceCheck) existing(ctx context.Context) (map[target]bool, error) {
	type group struct {
		kind          id.Kind
		by, companyID string
	}
	present, groups := map[target]bool{}, map[group][]string{}
	for _, each := range r.references {
		if each.Kind == id.Company && r.batch.companies[each.Value] {
			present[each.target()] = true
			continue
		}
		of := group{each.Kind, each.By, each.companyID}
		groups[of] = append(groups[of], each.Value)
	}
	for of, values := range groups {
		by := of.by
		if by == "" {
			by = idField
		}
		stored := r.batch.store.collectionOfKind(of.kind)
		slices.Sort(values)
		for some := range slices.Chunk(slices.Compact(values), maxLookup) {
			how := options.Find().SetProjection(ascending(by))
			err := stored.each(ctx, withAnyOf(of.companyID, by, some), how, func(raw bson.Raw) error {
				value, _ := raw.Lookup(by).StringValueOK()
				present[target{of.kind, of.by, of.companyID, value}] = true
				if of.kind == id.Company {
					r.batch.companies[value] = true
				}
				return nil
			})
			if err != nil {
				return nil, stored.readFailure(err)
			}
		}
	}
	return present, nil
}
