package mongo

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

// drawUserAccess returns a user access with random values in the fields of the filter. Each customer is a subsidiary of the one
// before.
func drawUserAccess(t *rapid.T, companyID string) *useraccess.StoredUserAccess {
	line := []string{"cus_a", "cus_b", "cus_c"}
	depth := rapid.IntRange(1, len(line)).Draw(t, "depth")
	userAccess := &useraccess.StoredUserAccess{
		Base: newBase(t, id.UserAccess, companyID), UserID: rapid.SampledFrom([]string{"usr_a", "usr_b"}).Draw(t, "user"),
		CustomerID: line[depth-1], CustomerPathIDs: line[:depth],
		Type:  rapid.SampledFrom([]useraccess.UserAccessType{useraccess.UI, useraccess.SSO, useraccess.Profile}).Draw(t, "type"),
		Roles: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "C"}), 0, 3, rapid.ID[string]).Draw(t, "roles"),
	}
	if userAccess.Type == useraccess.SSO {
		userAccess.SsoID = &userAccess.ID
	}
	return userAccess
}

func drawUserAccessFilter(t *rapid.T, all []*useraccess.StoredUserAccess) useraccess.UserAccessFilter {
	text := func(name string, values ...string) *string {
		if rapid.Bool().Draw(t, "by "+name) {
			return nil
		}
		return new(rapid.SampledFrom(values).Draw(t, name))
	}
	filter := useraccess.UserAccessFilter{
		UserID: text("only user", "usr_a", "usr_c"), CustomerID: text("only customer", "cus_a", "cus_b", "cus_c", "cus_d"), Role: text("only role", "A", " B", "D"),
		Types: rapid.SliceOfN(rapid.SampledFrom([]useraccess.UserAccessType{useraccess.UI, useraccess.SSO, useraccess.API}), 0, 3).Draw(t, "only types"),
	}
	if rapid.Bool().Draw(t, "says whether with subsidiaries") {
		filter.IncludeSubsidiaries = new(rapid.Bool().Draw(t, "with subsidiaries"))
	}
	if rapid.IntRange(0, 9).Draw(t, "by SSO ID") == 0 {
		filter.SsoID = &rapid.SampledFrom(all).Draw(t, "only SSO ID").ID
	}
	return filter
}

// keepsUserAccess reports whether a user access meets a filter. It does not use a query.
func keepsUserAccess(filter useraccess.UserAccessFilter, userAccess *useraccess.StoredUserAccess) bool {
	inTree := func(customerID string) bool {
		return userAccess.CustomerID == customerID || filter.WithSubsidiaries() && slices.Contains(userAccess.CustomerPathIDs, customerID)
	}
	return (filter.UserID == nil || *filter.UserID == userAccess.UserID) &&
		(filter.CustomerID == nil || inTree(*filter.CustomerID)) &&
		(len(filter.Types) == 0 || slices.Contains(filter.Types, userAccess.Type)) &&
		(filter.Role == nil || slices.Contains(userAccess.Roles, *filter.Role) || *filter.Role == " B" && slices.Contains(userAccess.Roles, "B")) &&
		(filter.SsoID == nil || userAccess.SsoID != nil && *userAccess.SsoID == *filter.SsoID)
}

func TestUserAccesses_PagesAreThoseOfAModel(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		rapid.Check(t, func(t *rapid.T) {
			companyID := newID(t, id.Company)
			var all []*useraccess.StoredUserAccess
			var documents []document.Document
			for range rapid.IntRange(1, 20).Draw(t, "accesses") {
				userAccess := drawUserAccess(t, companyID)
				all, documents = append(all, userAccess), append(documents, userAccess)
			}
			seed(ctx, t, store, documents...)
			for range 8 {
				filter := drawUserAccessFilter(t, all)
				filtered := slices.DeleteFunc(slices.Clone(all), func(userAccess *useraccess.StoredUserAccess) bool { return !keepsUserAccess(filter, userAccess) })
				request := document.PageRequest{
					Order: document.Order{Descending: rapid.Bool().Draw(t, "descending")}, First: rapid.IntRange(1, 10).Draw(t, "first"),
				}
				if rapid.Bool().Draw(t, "has after") {
					request.After = rapid.SampledFrom(all).Draw(t, "after").ID
				}
				expected := document.Cut(filtered, func(userAccess *useraccess.StoredUserAccess) string { return userAccess.ID }, request)
				page, err := store.UserAccesses().List(ctx, companyID, filter, request)
				require.NoError(t, err)
				require.Equal(t, recordIDs(expected.Items), recordIDs(page.Items))
				require.Equal(t, lookAround(ctx, t, expected), lookAround(ctx, t, page))
			}
		})
	})
}

func recordIDs(userAccesses []*useraccess.StoredUserAccess) []string {
	ids := []string{}
	for _, one := range userAccesses {
		ids = append(ids, one.ID)
	}
	return ids
}

// TestUserAccessFilter_IsServedByIndexes asserts what the schema documents.
func TestUserAccessFilter_IsServedByIndexes(t *testing.T) {
	types := []useraccess.UserAccessType{useraccess.UI, useraccess.Profile}
	value := "value"
	for name, filter := range map[string]useraccess.UserAccessFilter{
		"nothing": {}, "user": {UserID: &value}, "customer": {CustomerID: &value}, "role": {Role: &value}, "SSO ID": {SsoID: &value}, "types": {Types: types},
		"customer alone": {CustomerID: &value, IncludeSubsidiaries: new(false)}, "customer and types": {CustomerID: &value, Types: types},
		"customer alone and types": {CustomerID: &value, IncludeSubsidiaries: new(false), Types: types}, "role and types": {Role: &value, Types: types},
	} {
		t.Run(name, func(t *testing.T) {
			read := userAccessSelection(filter).query("com", document.Order{}, userAccessesDescriptor.indexes)
			require.Empty(t, read.rest)
			require.Len(t, read.prefixes(), max(1, len(filter.Types)))
		})
	}
	for name, order := range map[string]document.Order{"by name": {ByName: true}, "by creation": {}} {
		t.Run("users of a customer "+name, func(t *testing.T) {
			require.Empty(t, userSelection(useraccess.UserFilter{CustomerID: &value}).query("com", order, usersDescriptor.indexes).rest)
		})
	}
}

func TestUserAccessRoles_AreReadByTheirCodes(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID, otherID := newID(t, id.Company), newID(t, id.Company)
		var codes, ids []string
		var documents []document.Document
		for i := range 150 {
			role := &useraccess.UserAccessRole{Base: newBase(t, id.UserAccessRole, companyID), Code: newID(t, id.AuditRecord)}
			documents = append(documents, role)
			if i > 10 {
				codes, ids = append(codes, role.Code), append(ids, role.ID)
			}
		}
		foreign := &useraccess.UserAccessRole{Base: newBase(t, id.UserAccessRole, otherID), Code: "THEIRS"}
		seed(ctx, t, store, documents...)
		seed(ctx, t, store, foreign)
		filter := useraccess.RoleFilter{Codes: append(slices.Clone(codes), "NONE", "THEIRS")}
		slices.Sort(filter.Codes)
		var pagedIDs []string
		request := document.PageRequest{First: 60}
		for {
			page, err := store.UserAccessRoles().List(ctx, companyID, filter, request)
			require.NoError(t, err)
			require.Equal(t, len(ids), *lookAround(ctx, t, page).total)
			for _, role := range page.Items {
				pagedIDs = append(pagedIDs, role.ID)
			}
			if !page.More {
				break
			}
			request.After = pagedIDs[len(pagedIDs)-1]
		}
		require.Equal(t, ids, pagedIDs)
		none, err := store.UserAccessRoles().List(ctx, companyID, useraccess.RoleFilter{Codes: []string{}}, request)
		require.NoError(t, err)
		require.Empty(t, none.Items)
	})
}
