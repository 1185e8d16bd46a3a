package mongo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
)

// requireWhollyServed asserts that a list is read from an index alone, ascending and descending.
func requireWhollyServed(t *testing.T, selected selection, byName bool, indexes []bson.D) {
	t.Helper()
	for _, descending := range []bool{false, true} {
		read := selected.query("com", document.Order{ByName: byName, Descending: descending}, indexes)
		require.Empty(t, read.rest)
		require.Len(t, read.prefixes(), 1)
	}
}

func TestPassageFilter_IsServedByIndexes(t *testing.T) {
	at := time.Now()
	for name, filter := range map[string]accessrule.PassageFilter{
		"nothing": {}, "reader": {Reader: new("front")}, "identifierId": {IdentifierID: new("idf_one")}, "granted": {Granted: new(false)},
		"denial": {Denial: new(accessrule.Expired)},
	} {
		t.Run(name, func(t *testing.T) {
			requireWhollyServed(t, passageSelection(filter), false, passagesDescriptor.indexes)
			filter.From, filter.To = &at, &at
			requireWhollyServed(t, passageSelection(filter), false, passagesDescriptor.indexes)
		})
	}
}

func TestIdentifierFilter_IsServedByIndexes(t *testing.T) {
	for name, filter := range map[string]accessrule.IdentifierFilter{
		"nothing": {}, "type": {Type: new(accessrule.Card)}, "affiliation": {Affiliation: new(accessrule.Guest)}, "accessRuleId": {AccessRuleID: new("rul_one")},
		"number": {Number: &accessrule.IdentifierNumberInput{Type: accessrule.Card, Number: "4711"}}, "nameStartsWith": {NameStartsWith: new("b")},
		"enabled": {Enabled: new(false)}, "holderId": {HolderID: new("usr_one")},
	} {
		t.Run(name, func(t *testing.T) {
			normal, possible := filter.Normal()
			require.True(t, possible)
			requireWhollyServed(t, identifierSelection(normal), false, identifiersDescriptor.indexes)
			requireWhollyServed(t, identifierSelection(normal), true, identifiersDescriptor.indexes)
		})
	}
}

func TestAccessRuleFilter_IsServedByIndexes(t *testing.T) {
	for name, filter := range map[string]accessrule.AccessRuleFilter{"nothing": {}, "reader": {Reader: new("front")}, "nameStartsWith": {NameStartsWith: new("b")}} {
		t.Run(name, func(t *testing.T) {
			requireWhollyServed(t, accessRuleSelection(filter), false, accessRulesDescriptor.indexes)
			requireWhollyServed(t, accessRuleSelection(filter), true, accessRulesDescriptor.indexes)
		})
	}
}

// TestPossibleDuplicates_AreServedByIndexes reads the accounts and identities with a name, an address and a state, and the accounts of a
// role at that.
func TestPossibleDuplicates_AreServedByIndexes(t *testing.T) {
	requireWhollyServed(t, externalRoleAccountSelection(roleaccount.ExternalRoleAccountFilter{
		States: []roleaccount.ExternalRoleAccountState{roleaccount.AccountActive}, RoleID: new("rol_one"),
		EmailAddress: new("a@example.com"), LastNameStartsWith: new("b"),
	}), true, externalRoleAccountsDescriptor.indexes)
	requireWhollyServed(t, externalPersonalIdentitySelection(roleaccount.ExternalPersonalIdentityFilter{
		States:       []roleaccount.ExternalPersonalIdentityState{roleaccount.IdentityActive},
		EmailAddress: new("a@example.com"), LastNameStartsWith: new("b"),
	}), true, externalPersonalIdentitiesDescriptor.indexes)
}

func TestReaderFilter_IsServedByIndexes(t *testing.T) {
	requireWhollyServed(t, readerSelection(accessrule.ReaderFilter{}), true, readersDescriptor.indexes)
	requireWhollyServed(t, readerSelection(accessrule.ReaderFilter{StartsWith: new("b")}), true, readersDescriptor.indexes)
}
