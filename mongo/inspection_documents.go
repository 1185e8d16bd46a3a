package mongo

import (
	"context"
	"strings"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// inspectDocuments compares documents with their present form, with the claims that they should hold, and with the documents
// that they refer to.
func (b *batch) inspectDocuments(ctx context.Context) error {
	var claimants []*decodedDocument
	references := referenceCheck{batch: b}
	for _, raw := range b.raws {
		doc, err := b.descriptor.decode(raw)
		if err != nil {
			b.report(doc.id, err.Error())
			continue
		}
		if err := b.inspectForm(ctx, doc); err != nil {
			return err
		}
		if consistent, ok := doc.value.(document.Consistent); ok {
			for _, what := range consistent.Inconsistencies() {
				b.report(doc.id, what)
			}
		}
		if _, ok := doc.value.(commit.Claimant); ok {
			claimants = append(claimants, doc)
		}
		references.add(doc)
	}
	if err := b.inspectHeldClaims(ctx, claimants); err != nil {
		return err
	}
	if b.descriptor.name == companiesDescriptor.name {
		if err := b.inspectBootstrap(ctx); err != nil {
			return err
		}
	}
	if !b.checkReferences {
		return nil
	}
	return references.run(ctx)
}

// inspectForm brings a document into its present form. Neither its version nor its time of update changes.
func (b *batch) inspectForm(ctx context.Context, doc *decodedDocument) error {
	if !doc.hasChanges() {
		return nil
	}
	what := "is not in the present form: " + strings.Join(doc.changedFields(), ", ")
	return b.reportAndRepair(doc.id, what, func() error {
		_, err := b.store.collection(b.descriptor).update(ctx, withID(doc.companyID, doc.id), doc.update())
		return err
	})
}

// inspectBootstrap reports a store with a company that lacks the claim of the bootstrap, and so could be set up again.
func (b *batch) inspectBootstrap(ctx context.Context) error {
	bootstrapped, err := b.store.Operator().Bootstrapped(ctx)
	if err != nil || bootstrapped || len(b.raws) == 0 {
		return err
	}
	claim := bootstrapClaim()
	claim.holder, _ = b.raws[0].Lookup(idField).StringValueOK()
	return b.reportAndRepair(claim.holder, "is a company of a store that has no record of having been set up", func() error {
		raw, err := claim.document()
		if err != nil {
			return err
		}
		return b.store.collection(claimsDescriptor).insert(ctx, raw)
	})
}
