package mongo

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

// damage is an inconsistency of a store, with the problem that is reported.
type damage struct {
	change func(ctx context.Context, t *testing.T, store *Store, own family)
	// problem is the reported problem. %s stands for the result of subject.
	problem string
	// repaired is set if a repair repairs it.
	repaired bool
}

func changed(name string, subject func(family) string, change bson.D) func(context.Context, *testing.T, *Store, family) {
	return func(ctx context.Context, t *testing.T, store *Store, own family) {
		raw(ctx, t, store, name, subject(own), change)
	}
}

func removed(name string, subject func(family) string) func(context.Context, *testing.T, *Store, family) {
	return func(ctx context.Context, t *testing.T, store *Store, own family) {
		result, err := store.database.Collection(name).DeleteOne(ctx, bson.D{{Key: idField, Value: subject(own)}})
		require.NoError(t, err)
		require.EqualValues(t, 1, result.DeletedCount)
	}
}

func added(name string, fields func(family) bson.D) func(context.Context, *testing.T, *Store, family) {
	return func(ctx context.Context, t *testing.T, store *Store, own family) {
		document := append(fields(own), bson.E{Key: companyField, Value: own.companyID}, bson.E{Key: schemaField, Value: 1})
		_, err := store.database.Collection(name).InsertOne(ctx, document)
		require.NoError(t, err)
	}
}

const elsewhere = "_01a21fe07a8f7000bd553bde7c7f67dd"

func damages() map[string]damage {
	access := func(own family) string { return own.access.ID }
	rule := func(own family) string { return own.rule.ID }
	identifier := func(own family) string { return own.identifier.ID }
	numberClaim := func(own family) string { return newCompanyClaim(own.companyID, own.identifier.Claims()[0]).id() }
	references := func(own family) string { return counterID(commit.IdentifiersOfAccessRule, own.rule.ID) }
	passes := func(own family) string { return counterID(commit.PassesLeftOfIdentifier, own.identifier.ID) }
	reader := func(own family) string { return own.rule.Shares()[0].Meta().ID }
	grants := func(own family) string { return counterID(commit.UserAccessesOfRole, own.userRole.ID) }
	return map[string]damage{
		"a field is gone":         {changed("accesses", access, unset("managed")), "accesses, _id ^{access}^: lacks the field managed", false},
		"a field of a part":       {changed("accesses", access, set("createdBy", bson.D{{Key: "applicationId", Value: ""}})), "accesses, _id ^{access}^: lacks the field createdBy.applicationName", false},
		"a field of an entry":     {changed("accessRules", rule, set("settings", bson.A{bson.D{{Key: "relays", Value: bson.A{1}}}})), "accessRules, _id ^{rule}^: lacks the field settings.0.reader", false},
		"a field that may be":     {changed("accesses", access, unset("activation")), "accesses, _id ^{access}^: is not in the present form: activation", true},
		"another type":            {changed("accesses", access, set("state", 1)), "accesses, _id ^{access}^: cannot be decoded: ", false},
		"no schemaVersion":        {changed("accesses", access, unset("schemaVersion")), "accesses, _id ^{access}^: has no schemaVersion", false},
		"a later schemaVersion":   {changed("accesses", access, set("schemaVersion", 99)), "accesses, _id ^{access}^: has the schemaVersion 99, and this program knows up to 1", false},
		"of an earlier form":      {changed("userAccesses", func(own family) string { return own.userAccess.ID }, bson.D{{Key: "$set", Value: bson.D{{Key: "customerAncestorIds", Value: bson.A{}}}}, {Key: "$unset", Value: bson.D{{Key: "customerPathIds", Value: ""}}}}), "userAccesses, _id ^{userAccess}^: is not in the present form: customerPathIds, customerAncestorIds", true},
		"another key":             {changed("accesses", access, set("nameKey", "x")), "accesses, _id ^{access}^: is not in the present form: nameKey", true},
		"no key":                  {changed("accessRules", rule, unset("nameKey", "foldVersion")), "accessRules, _id ^{rule}^: is not in the present form: nameKey, foldVersion", true},
		"a company elsewhere":     {changed("users", func(own family) string { return own.user.ID }, set("companyId", "com"+elsewhere)), `users, _id ^{user}^: has in its companyId "com` + elsewhere + `", which its company does not have`, false},
		"a role elsewhere":        {changed("externalRoleAccounts", func(own family) string { return own.account.ID }, set("roleId", "rol"+elsewhere)), `externalRoleAccounts, _id ^{account}^: has in its roleId "rol` + elsewhere + `", which its company does not have`, false},
		"a field that is null":    {changed("applications", func(own family) string { return own.application.ID }, set("name", nil)), "applications, _id ^{application}^: lacks the field name", false},
		"a subject that is no ID": {changed("auditRecords", func(own family) string { return own.record.ID }, set("subjectId", "x")), "auditRecords, _id ^{record}^: has a subjectId that is not an ID", false},
		"a path elsewhere":        {changed("userAccesses", func(own family) string { return own.userAccess.ID }, set("customerPathIds", bson.A{})), "userAccesses, _id ^{userAccess}^: has customerPathIds that do not end in its customerId", false},
		"ancestors elsewhere":     {changed("customers", func(own family) string { return own.customer.ID }, set("parentId", "cus"+elsewhere)), "customers, _id ^{customer}^: has ancestorIds that do not end in its parentId", false},
		"a rule's end":            {changed("identifiers", identifier, bson.D{{Key: "$set", Value: bson.D{{Key: "accessRuleIds", Value: bson.A{"rul" + elsewhere}}}}}), `identifiers, _id ^{identifier}^: has in its accessRuleIds "rul` + elsewhere + `", which its company does not have`, false},
		"a holder elsewhere":      {changed("identifiers", identifier, set("holderId", "epi"+elsewhere)), `identifiers, _id ^{identifier}^: has in its holderId "epi` + elsewhere + `", which its company does not have`, false},
		"a holder of no kind":     {changed("identifiers", identifier, set("holderId", "rul"+elsewhere)), "identifiers, _id ^{identifier}^: has a holderId that is the ID of neither a user nor an external personal identity", false},
		"a plate's form":          {changed("identifiers", identifier, set("number", "a b")), "identifiers, _id ^{identifier}^: is not in the present form: number", true},
		"a card number's form":    {changed("identifiers", identifier, bson.D{{Key: "$set", Value: bson.D{{Key: "type", Value: "CARD"}, {Key: "number", Value: "007"}}}}), "identifiers, _id ^{identifier}^: has a number that is not in the normal form of its type", false},
		"a plate of signs":        {changed("identifiers", identifier, set("number", "@@@@")), "identifiers, _id ^{identifier}^: has a number that is not in the normal form of its type", false},
		"a code behind a mark":    {changed("userAccessRoles", func(own family) string { return own.userRole.ID }, set("code", "\ufeffDNS")), "userAccessRoles, _id ^{userRole}^: has a code that begins with a byte order mark, which no input can name", false},
		"an SSO ID behind a mark": {changed("userAccesses", func(own family) string { return own.userAccess.ID }, set("ssoId", "\ufeffada")), "userAccesses, _id ^{userAccess}^: has an ssoId that begins with a byte order mark, which no input can name", false},
		"a reader behind a mark":  {changed("accessRules", rule, set("settings", bson.A{bson.D{{Key: "reader", Value: "\ufeffdoor"}, {Key: "relays", Value: bson.A{1}}}})), "accessRules, _id ^{rule}^: has a reader that begins with a byte order mark, which no input can name", false},

		"no claim":        {removed("claims", numberClaim), "identifiers, _id ^{identifier}^: has no claim on its number", true},
		"another's claim": {changed("claims", numberClaim, set("holder", "idf"+elsewhere)), "identifiers, _id ^{identifier}^: has no claim on its number, which idf" + elsewhere + " has, that does not have the value", true},
		"a claim of nobody": {added("claims", func(family) bson.D {
			return bson.D{{Key: idField, Value: "ff"}, {Key: "kind", Value: "identifierNumber"}, {Key: "holder", Value: "idf" + elsewhere}}
		}), "claims, _id ^ff^: is a claim of idf" + elsewhere + ", which does not exist", true},
		"a claim too many": {added("claims", func(own family) bson.D {
			return bson.D{{Key: idField, Value: "ff"}, {Key: "kind", Value: "identifierNumber"}, {Key: "holder", Value: own.identifier.ID}}
		}), "claims, _id ^ff^: is a claim of {identifier}, which does not have the value", true},
		"no record of the setup": {removed("claims", func(family) string { return bootstrapClaim().id() }), "companies, _id ^{company}^: is a company of a store that has no record of having been set up", true},

		"no counter":           {removed("counters", references), "accessRules, _id ^{rule}^: has no counter identifiersOfAccessRule, which must be 1", true},
		"a wrong counter":      {changed("counters", references, set("value", int64(7))), "accessRules, _id ^{rule}^: has 7 as its counter identifiersOfAccessRule, which must be 1", true},
		"a wrong role counter": {changed("counters", grants, set("value", int64(0))), "userAccessRoles, _id ^{userRole}^: has 0 as its counter userAccessesOfRole, which must be 1", true},
		"too many passes":      {changed("counters", passes, set("value", int64(11))), "identifiers, _id ^{identifier}^: has 11 as its counter passesLeftOfIdentifier, which must be 10", true},
		"no passes":            {removed("counters", passes), "identifiers, _id ^{identifier}^: has no counter passesLeftOfIdentifier, which must be 0", true},
		"no reader":            {removed("readers", reader), `accessRules, _id ^{rule}^: has in its settings.reader "door", which is missing among the readers`, true},
		"a reader's counter":   {changed("readers", reader, set("accessRulesCount", int64(7))), "readers, _id ^{reader}^: has 7 as its accessRulesCount, which must be 1", true},
		"a reader's key":       {changed("readers", reader, set("nameKey", "x")), "readers, _id ^{reader}^: is not in the present form: nameKey", true},
		"a reader's text":      {changed("readers", reader, set("reader", "gate")), "readers, _id ^{reader}^: does not have the _id that follows from its fields", true},
		"a reader too many": {added("readers", func(family) bson.D {
			return bson.D{
				{Key: idField, Value: "rdr" + elsewhere}, {Key: "reader", Value: "door"}, {Key: "accessRulesCount", Value: 1},
				{Key: "nameKey", Value: "door\x01rdr" + elsewhere}, {Key: "foldVersion", Value: text.FoldVersion},
			}
		}), "readers, _id ^rdr" + elsewhere + "^: does not have the _id that follows from its fields", true},
		"a reader of no rule": {added("readers", func(own family) bson.D {
			return bson.D{
				{Key: idField, Value: id.Derive(id.Reader, own.companyID, "gate")}, {Key: "reader", Value: "gate"}, {Key: "accessRulesCount", Value: 1},
				{Key: "nameKey", Value: "gate\x01" + id.Derive(id.Reader, own.companyID, "gate")}, {Key: "foldVersion", Value: text.FoldVersion},
			}
		}), "readers, _id ^{gate}^: is shared by nothing that has it in its settings.reader", true},
		"a counter of nothing": {added("counters", func(family) bson.D {
			return bson.D{{Key: idField, Value: "passesLeftOfIdentifier|idf" + elsewhere}, {Key: "value", Value: int64(1)}}
		}), "counters, _id ^passesLeftOfIdentifier|idf" + elsewhere + "^: is a counter of nothing that has it", true},
	}
}

func TestRepairDocuments_NamesAndRepairsEachDamage(t *testing.T) {
	for name, tc := range damages() {
		t.Run(name, func(t *testing.T) {
			onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
				own := consistentFamily(ctx, t, store, "own")
				require.Empty(t, problemsOf(ctx, t, store))
				tc.change(ctx, t, store, own)
				problem := strings.NewReplacer("^", `"`,
					"{access}", own.access.ID, "{rule}", own.rule.ID, "{identifier}", own.identifier.ID, "{user}", own.user.ID, "{account}", own.account.ID,
					"{application}", own.application.ID, "{record}", own.record.ID, "{userAccess}", own.userAccess.ID, "{customer}", own.customer.ID,
					"{company}", own.companyID, "{userRole}", own.userRole.ID, "{gate}", id.Derive(id.Reader, own.companyID, "gate"), "{reader}", own.rule.Shares()[0].Meta().ID,
				).Replace(tc.problem)
				before := problemsOf(ctx, t, store)
				require.Condition(t, func() bool { return strings.Contains(strings.Join(before, "\n"), problem) }, "%v", before)

				mended, remaining := false, 0
				unsettled, err := store.RepairDocuments(ctx, func(reported Problem, repaired bool) {
					mended = mended || repaired && strings.HasPrefix(reported.String(), problem)
					if !repaired {
						remaining++
					}
				})
				require.NoError(t, err)
				require.Equal(t, remaining, unsettled)
				require.Equal(t, tc.repaired, mended)
				after := problemsOf(ctx, t, store)
				require.Equal(t, tc.repaired, len(after) == 0, "%v", after)
				isHeld, err := store.hasRecord(ctx, lockID)
				require.NoError(t, err)
				require.False(t, isHeld)
			})
		})
	}
}

// The ID of a deleted rule may remain on identifiers until the background job has removed it.
func TestVerifyDocuments_AnAttachmentToBeSweptIsNoProblem(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		own := consistentFamily(ctx, t, store, "own")
		raw(ctx, t, store, "identifiers", own.identifier.ID, set("accessRuleIds", bson.A{own.rule.ID, "rul" + elsewhere}))
		require.Len(t, problemsOf(ctx, t, store), 1)
		seed(ctx, t, store, &accessrule.Detachment{Base: newBase(t, id.AccessRuleDetachment, own.companyID), AccessRuleID: "rul" + elsewhere})
		require.Empty(t, problemsOf(ctx, t, store))
	})
}

// Identifiers and rules are created and deleted with their claims, counters and readers while the store is verified and repaired.
func TestVerifyAndRepairDocuments_FindNothingBesideWrites(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		const writers, rounds = 3, 20
		own := consistentFamily(ctx, t, store, "own")
		var writing sync.WaitGroup
		var problems [writers]error
		done := make(chan struct{})
		for writer := range writers {
			writing.Go(func() {
				for problems[writer] == nil {
					select {
					case <-done:
						return
					default:
						problems[writer] = comeAndGo(ctx, t, store, own)
					}
				}
			})
		}
		for range rounds {
			require.Empty(t, problemsOf(ctx, t, store))
			_, err := store.RepairDocuments(ctx, func(problem Problem, _ bool) { require.Fail(t, problem.String()) })
			require.NoError(t, err)
		}
		close(done)
		writing.Wait()
		require.NoError(t, errors.Join(problems[:]...))
	})
}

func comeAndGo(ctx context.Context, t *testing.T, store *Store, own family) error {
	identifier := newIdentifier(t, own.companyID)
	identifier.AccessRuleIDs = []string{own.rule.ID}
	limit := 3
	identifier.Validity.MaxPasses = &limit
	rule := &accessrule.AccessRule{
		Base:     newBase(t, id.AccessRule, own.companyID),
		Settings: []accessrule.AccessRuleSetting{{Reader: "door", Relays: []int{1}}, {Reader: "gate", Relays: []int{1}}},
	}
	document.Index(rule)
	err := store.Commit(ctx, commit.Commit{
		CompanyID: own.companyID, Inserts: []document.Document{identifier, rule}, Claims: identifier.Claims(), Shares: sharing(rule),
		Counters: []commit.Count{{Counter: commit.PassesLeftOfIdentifier, ID: identifier.ID, By: limit}, {Counter: commit.IdentifiersOfAccessRule, ID: rule.ID}},
		Counts:   []commit.Count{{Counter: commit.IdentifiersOfAccessRule, ID: own.rule.ID, By: 1}},
	})
	if err != nil {
		return err
	}
	remaining := sharing(rule)
	for i := range remaining {
		remaining[i].By = -1
	}
	return store.Commit(ctx, commit.Commit{
		CompanyID: own.companyID, Deletes: []commit.Deletion{{ID: identifier.ID, Version: 1}, {ID: rule.ID, Version: rule.Version}}, Releases: identifier.Claims(),
		Shares: remaining,
		Stops:  []commit.Stop{{Counter: commit.PassesLeftOfIdentifier, ID: identifier.ID}, {Counter: commit.IdentifiersOfAccessRule, ID: rule.ID}},
		Counts: []commit.Count{{Counter: commit.IdentifiersOfAccessRule, ID: own.rule.ID, By: -1}},
	})
}

// Each attempt is interrupted one transaction later than the one before. What it repaired before stays repaired.
func TestRepairDocuments_BrokenOffIsDoneAgain(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), testTimeout)
	defer cancel()
	remaining, breakOff := 0, context.CancelFunc(func() {})
	storeOptions := embeddedOptions(t)
	storeOptions.Observe = func(command string, _ time.Duration, _ bool) {
		if command == commitTransaction {
			if remaining--; remaining == 0 {
				breakOff()
			}
		}
	}
	store, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(ctx)) }()
	require.NoError(t, store.EnsureIndexes(ctx))
	own := consistentFamily(ctx, t, store, "own")
	older(ctx, t, store, own, batchSize+1)
	require.NoError(t, store.recordVersion(ctx, 0))
	for _, name := range []string{"claims", "counters"} {
		_, err := store.database.Collection(name).DeleteOne(ctx, bson.D{{Key: companyField, Value: own.companyID}})
		require.NoError(t, err)
	}
	before, attempts := len(problemsOf(ctx, t, store)), 0
	require.Greater(t, before, batchSize)
	for err := errBroken; err != nil; {
		attempts++
		attempt, stop := context.WithCancel(ctx)
		remaining, breakOff = attempts, stop
		_, err = store.RepairDocuments(attempt, func(_ Problem, repaired bool) { require.True(t, repaired) })
		stop()
		remaining = 0
		after := len(problemsOf(ctx, t, store))
		require.LessOrEqual(t, after, before)
		before = after
		require.NoError(t, store.CheckVersion(ctx))
	}
	require.GreaterOrEqual(t, attempts, len(passes(false)))
	require.Zero(t, before)
}
