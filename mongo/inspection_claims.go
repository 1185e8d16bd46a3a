package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// inWords is what a claim of a kind is about.
func claimSubject(kind commit.ClaimKind) string {
	switch kind {
	case commit.ExternalRoleName:
		return "name"
	case commit.UserAccessRoleCode:
		return "code"
	case commit.UserAccessSsoID:
		return "SSO ID"
	case commit.UserAccessUIOrSSO:
		return "user, for a UI or SSO access,"
	case commit.IdentifierNumber:
		return "number"
	default:
		return string(kind)
	}
}

// checkHeld compares documents with the claims that they hold. Of two documents that have the same value, neither is
// changed: the one that has the claim keeps it.
func (b *batch) inspectHeldClaims(ctx context.Context, claimants []*decodedDocument) error {
	var held []companyClaim
	var ids []string
	for _, read := range claimants {
		for _, claim := range claimsOfDocument(read) {
			held, ids = append(held, claim), append(ids, claim.id())
		}
	}
	taken, err := b.store.unscoped(claimsTable().name).getMany(ctx, ids)
	if err != nil {
		return err
	}
	for _, claim := range held {
		if err := b.inspectHeldClaim(ctx, claim, taken); err != nil {
			return err
		}
	}
	return nil
}

func claimsOfDocument(read *decodedDocument) []companyClaim {
	claimant, ok := read.value.(commit.Claimant)
	if !ok {
		return nil
	}
	var held []companyClaim
	for _, claim := range claimant.Claims() {
		held = append(held, newCompanyClaim(read.companyID, claim))
	}
	return held
}

func (b *batch) inspectHeldClaim(ctx context.Context, claim companyClaim, taken map[string]bson.Raw) error {
	document, err := claim.document()
	if err != nil {
		return err
	}
	stored, present := taken[claim.id()]
	holder, _ := stored.Lookup(holderField).StringValueOK()
	what := claimSubject(claim.kind)
	claims := b.store.collection(claimsTable())
	switch {
	case present && holder == claim.holder:
		return nil
	case !present:
		taken[claim.id()] = document
		return b.repairable(claim.holder, "has no claim on its "+what, func() error {
			if err := b.touchHolder(ctx, claim); err != nil {
				return err
			}
			return claims.insert(ctx, document)
		})
	}
	holds, err := b.holds(ctx, holder, claim.id())
	if err != nil {
		return err
	}
	if holds {
		b.unrepairable(claim.holder, fmt.Sprintf("has the same %s as %s: change or delete one of the two through the API, then run "+
			"`accessgraph migrate` again", what, holder))
		return nil
	}
	taken[claim.id()] = document
	return b.repairable(claim.holder, fmt.Sprintf("has no claim on its %s, which %s has, that does not have the value", what, holder), func() error {
		if err := b.touchHolder(ctx, claim); err != nil {
			return err
		}
		_, err := claims.replace(ctx, withID(claim.companyID, claim.id()), document)
		return err
	})
}

// touch writes to the holder of a claim, so that a commit that changes it meanwhile cannot succeed too.
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

// heldBy returns the IDs of the claims that documents hold by what is in them, by document. One that cannot be read holds
// whatever it is said to hold, under unknownClaims: its claims are left as they are.
func (b *batch) heldBy(ctx context.Context, documentIDs []string) (map[string]map[string]bool, error) {
	byKind := map[id.Kind][]string{}
	for _, documentID := range documentIDs {
		if kind, err := id.Parse(documentID); err == nil {
			byKind[kind] = append(byKind[kind], documentID)
		}
	}
	held := map[string]map[string]bool{}
	for kind, ids := range byKind {
		of, known := descriptorOf(b.store.collectionNames[kind])
		if !known {
			continue
		}
		raws, err := b.store.unscoped(of.table.name).getMany(ctx, ids)
		if err != nil {
			return nil, err
		}
		for documentID, raw := range raws {
			held[documentID] = map[string]bool{}
			read, err := of.decode(raw)
			if err != nil {
				held[documentID][unreadableClaims] = true
				continue
			}
			for _, claim := range claimsOfDocument(read) {
				held[documentID][claim.id()] = true
			}
		}
	}
	return held, nil
}

// unknownClaims is no claim's ID. It stands for the claims of a document that cannot be read.
const unreadableClaims = ""

// checkClaims finds claims whose holder is gone or does not have the value.
func (b *batch) inspectClaims(ctx context.Context) error {
	var claims []*decodedDocument
	var holders []string
	for _, raw := range b.raws {
		read, err := b.model.decode(raw)
		if err != nil {
			b.unrepairable(read.id, err.Error())
			continue
		}
		if read.id == importClaim().id() {
			continue // it marks the import that this inspection is a part of
		}
		claims, holders = append(claims, read), append(holders, holderOf(read))
	}
	held, err := b.heldBy(ctx, holders)
	if err != nil {
		return err
	}
	for _, read := range claims {
		holder := holderOf(read)
		values, exists := held[holder]
		if values[read.id] || values[unreadableClaims] || exists && read.id == bootstrapClaim().id() {
			continue
		}
		what := "is a claim of " + holder + ", which does not have the value"
		if !exists {
			what = "is a claim of " + holder + ", which does not exist"
		}
		guard := withID(read.companyID, read.id, bson.E{Key: holderField, Value: holder})
		err := b.repairable(read.id, what, func() error {
			_, err := b.store.collection(b.model.table).delete(ctx, guard)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func holderOf(read *decodedDocument) string {
	claim, ok := read.value.(*claimDocument)
	if !ok {
		return ""
	}
	return claim.Holder
}
