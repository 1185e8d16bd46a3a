package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// claimSubjects names in words what claims of a kind claim.
var claimSubjects = map[commit.ClaimKind]string{
	commit.ExternalRoleName:   "name",
	commit.UserAccessRoleCode: "code",
	commit.UserAccessSsoID:    "SSO ID",
	commit.UserAccessUIOrSSO:  "user, for a UI or SSO access,",
	commit.IdentifierNumber:   "number",
}

func claimSubject(kind commit.ClaimKind) string {
	if subject, ok := claimSubjects[kind]; ok {
		return subject
	}
	return string(kind)
}

// inspectHeldClaims compares documents with the claims that they should hold. Two documents with the same value both stay as
// they are: the one that has the claim keeps it.
func (b *batch) inspectHeldClaims(ctx context.Context, claimants []*decodedDocument) error {
	var claims []companyClaim
	var ids []string
	for _, doc := range claimants {
		for _, claim := range claimsOfDocument(doc) {
			claims, ids = append(claims, claim), append(ids, claim.id())
		}
	}
	stored, err := b.store.unscoped(claimsDescriptor.name).getMany(ctx, ids)
	if err != nil {
		return err
	}
	for _, claim := range claims {
		if err := b.inspectHeldClaim(ctx, claim, stored); err != nil {
			return err
		}
	}
	return nil
}

// claimsOfDocument returns the claims that a document should hold.
func claimsOfDocument(doc *decodedDocument) []companyClaim {
	claimant, ok := doc.value.(commit.Claimant)
	if !ok {
		return nil
	}
	var claims []companyClaim
	for _, claim := range claimant.Claims() {
		claims = append(claims, newCompanyClaim(doc.companyID, claim))
	}
	return claims
}

// inspectHeldClaim compares a claim with the stored ones, to which it adds the claim that a repair inserts.
func (b *batch) inspectHeldClaim(ctx context.Context, claim companyClaim, stored map[string]bson.Raw) error {
	raw, err := claim.document()
	if err != nil {
		return err
	}
	storedClaim, exists := stored[claim.id()]
	holder, _ := storedClaim.Lookup(holderField).StringValueOK()
	subject := claimSubject(claim.kind)
	claims := b.store.collection(claimsDescriptor)
	switch {
	case exists && holder == claim.holder:
		return nil
	case !exists:
		stored[claim.id()] = raw
		return b.reportAndRepair(claim.holder, "has no claim on its "+subject, func() error {
			if err := b.touchHolder(ctx, claim); err != nil {
				return err
			}
			return claims.insert(ctx, raw)
		})
	}
	holds, err := b.holds(ctx, holder, claim.id())
	if err != nil {
		return err
	}
	if holds {
		b.report(claim.holder, fmt.Sprintf("has the same %s as %s: change or delete one of the two through the API, then run "+
			"`accessgraph migrate` again", subject, holder))
		return nil
	}
	stored[claim.id()] = raw
	what := fmt.Sprintf("has no claim on its %s, which %s has, that does not have the value", subject, holder)
	return b.reportAndRepair(claim.holder, what, func() error {
		if err := b.touchHolder(ctx, claim); err != nil {
			return err
		}
		_, err := claims.replace(ctx, withID(claim.companyID, claim.id()), raw)
		return err
	})
}

// touchHolder writes to the holder of a claim, so that no concurrent commit can change it.
func (b *batch) touchHolder(ctx context.Context, claim companyClaim) error {
	stored, err := b.store.collectionOfID(claim.holder)
	if err != nil {
		return err
	}
	_, err = stored.update(ctx, withID(claim.companyID, claim.holder), bson.D{{Key: "$inc", Value: bson.D{{Key: touchedField, Value: 1}}}})
	return err
}

// holds reports whether a document exists and has the value of a claim.
func (b *batch) holds(ctx context.Context, documentID, claimID string) (bool, error) {
	held, err := b.heldBy(ctx, []string{documentID})
	return held[documentID][claimID], err
}

// heldBy returns the IDs of the claims that documents should hold, by document. It omits documents that do not exist. A
// document that cannot be read has unreadableClaims: the claims that name it as their holder stay as they are.
func (b *batch) heldBy(ctx context.Context, documentIDs []string) (map[string]map[string]bool, error) {
	idsByKind := map[id.Kind][]string{}
	for _, documentID := range documentIDs {
		if kind, err := id.Parse(documentID); err == nil {
			idsByKind[kind] = append(idsByKind[kind], documentID)
		}
	}
	held := map[string]map[string]bool{}
	for kind, ids := range idsByKind {
		d, ok := descriptorsByKind[kind]
		if !ok {
			continue
		}
		raws, err := b.store.unscoped(d.name).getMany(ctx, ids)
		if err != nil {
			return nil, err
		}
		for documentID, raw := range raws {
			held[documentID] = map[string]bool{}
			doc, err := d.decode(raw)
			if err != nil {
				held[documentID][unreadableClaims] = true
				continue
			}
			for _, claim := range claimsOfDocument(doc) {
				held[documentID][claim.id()] = true
			}
		}
	}
	return held, nil
}

// unreadableClaims stands for the claims of a document that cannot be read. It is not the ID of any claim.
const unreadableClaims = ""

// inspectClaims reports claims whose holder does not exist or does not have the value.
func (b *batch) inspectClaims(ctx context.Context) error {
	var claims []*decodedDocument
	var holders []string
	for _, raw := range b.raws {
		claim, err := b.descriptor.decode(raw)
		if err != nil {
			b.report(claim.id, err.Error())
			continue
		}
		if claim.id == importClaim().id() {
			continue // it marks the import that this inspection is a part of
		}
		claims, holders = append(claims, claim), append(holders, holderOf(claim))
	}
	held, err := b.heldBy(ctx, holders)
	if err != nil {
		return err
	}
	for _, claim := range claims {
		if err := b.inspectClaim(ctx, claim, held); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) inspectClaim(ctx context.Context, claim *decodedDocument, held map[string]map[string]bool) error {
	holder := holderOf(claim)
	heldByHolder, exists := held[holder]
	if heldByHolder[claim.id] || heldByHolder[unreadableClaims] || exists && claim.id == bootstrapClaim().id() {
		return nil
	}
	what := "is a claim of " + holder + ", which does not have the value"
	if !exists {
		what = "is a claim of " + holder + ", which does not exist"
	}
	guard := withID(claim.companyID, claim.id, bson.E{Key: holderField, Value: holder})
	return b.reportAndRepair(claim.id, what, func() error {
		_, err := b.store.collection(b.descriptor).delete(ctx, guard)
		return err
	})
}

func holderOf(doc *decodedDocument) string {
	claim, ok := doc.value.(*claimDocument)
	if !ok {
		return ""
	}
	return claim.Holder
}
