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
func (b *batch) checkDocuments(ctx context.Context) error {
	var claimants []*formed
	references := referring{batch: b}
	for _, raw := range b.raws {
		read, err := b.model.read(raw)
		if err != nil {
			b.note(read.id, err.Error())
			continue
		}
		if err := b.checkForm(ctx, read); err != nil {
			return err
		}
		if consistent, ok := read.value.(document.Consistent); ok {
			for _, what := range consistent.Inconsistencies() {
				b.note(read.id, what)
			}
		}
		if _, ok := read.value.(commit.Claimant); ok {
			claimants = append(claimants, read)
		}
		references.add(read)
	}
	if err := b.checkHeld(ctx, claimants); err != nil {
		return err
	}
	if b.model.table.name == companiesTable().name {
		if err := b.checkBootstrap(ctx); err != nil {
			return err
		}
	}
	if !b.references {
		return nil
	}
	return references.check(ctx)
}

// checkForm brings a document into its present form. Neither its version nor its time moves.
func (b *batch) checkForm(ctx context.Context, read *formed) error {
	if !read.differs() {
		return nil
	}
	what := "is not in the present form: " + strings.Join(read.fields(), ", ")
	return b.mend(read.id, what, func() error {
		_, err := b.store.collection(b.model.table).update(ctx, one(read.companyID, read.id), read.change())
		return err
	})
}

// checkBootstrap makes sure that a store with a company is not set up again.
func (b *batch) checkBootstrap(ctx context.Context) error {
	bootstrapped, err := b.store.Operator().Bootstrapped(ctx)
	if err != nil || bootstrapped || len(b.raws) == 0 {
		return err
	}
	claim := bootstrapClaim()
	claim.holder, _ = b.raws[0].Lookup(idField).StringValueOK()
	return b.mend(claim.holder, "is a company of a store that has no record of having been set up", func() error {
		raw, err := claim.document()
		if err != nil {
			return err
		}
		return b.store.collection(claimsTable()).insert(ctx, raw)
	})
}

// referring gathers the references of a batch, so that each collection is asked once.
type referring struct {
	batch *batch
	all   []reference
}

// reference is a reference with the document that has it.
type reference struct {
	commit.Reference
	holder    string
	companyID string
}

func (r *referring) add(read *formed) {
	if r.batch.model.table.name != companiesTable().name && read.companyID != everyCompany {
		company := commit.Reference{Field: companyField, Kind: id.Company, Value: read.companyID}
		r.all = append(r.all, reference{company, read.id, read.companyID})
	}
	if referrer, ok := read.value.(commit.Referrer); ok {
		for _, each := range referrer.References() {
			r.all = append(r.all, reference{each, read.id, read.companyID})
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

func (r *referring) check(ctx context.Context) error {
	present, err := r.present(ctx)
	if err != nil {
		return err
	}
	for _, each := range r.all {
		if present[each.target()] {
			continue
		}
		if each.Swept {
			swept, err := r.batch.store.beingSwept(ctx, each.companyID, each.Value)
			if err != nil {
				return err
			}
			if swept {
				continue
			}
		}
		r.batch.note(each.holder, fmt.Sprintf("has in its %s %q, which its company does not have", each.Field, each.Value))
	}
	return nil
}

// present returns the targets that exist.
func (r *referring) present(ctx context.Context) (map[target]bool, error) {
	type group struct {
		kind          id.Kind
		by, companyID string
	}
	present, groups := map[target]bool{}, map[group][]string{}
	for _, each := range r.all {
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
		for some := range slices.Chunk(slices.Compact(values), maxIDsAtOnce) {
			how := options.Find().SetProjection(keys(by))
			err := stored.each(ctx, anyOf(of.companyID, by, some), how, func(raw bson.Raw) error {
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
