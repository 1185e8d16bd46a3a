package workload

import (
	"context"
	"encoding/json"
	"fmt"
)

// Size says how many objects there are for the operations.
type Size struct {
	// Accesses is the number of accesses, each with an identity and a role account of its own; a page has all of them.
	Accesses int
	// Roles is the number of roles that the accounts share.
	Roles int
	// Rules is the number of access rules; a page has all of them.
	Rules int
	// Settings is the number of settings of each rule.
	Settings int
}

// Full is the size of the published figures.
func Full() Size { return Size{Accesses: 50, Roles: 5, Rules: 100, Settings: 30} }

// Seed creates the objects on an empty store, through the API of its server, and returns the operations on them.
func Seed(ctx context.Context, through Client, size Size) ([]Operation, error) {
	s := &seeding{send: func(body []byte) (map[string]any, error) { return through.Data(ctx, body) }}
	accessIDs, identityID := s.accesses(size)
	ruleIDs := s.rules(size)
	s.card(ruleIDs[:min(2, len(ruleIDs))])
	if s.err != nil {
		return nil, fmt.Errorf("filling the store: %w", s.err)
	}
	byID := make([]any, len(accessIDs))
	for i, id := range accessIDs {
		byID[i] = map[string]any{"accessId": id}
	}
	operations := s.operations(size, byID, identityID)
	return operations, s.err
}

func (s *seeding) operations(size Size, byID []any, identityID string) []Operation {
	var operations []Operation
	add := func(name string, share int, fresh []string, variables ...any) {
		added, err := operation(name, share, fresh, variables...)
		if s.err == nil {
			s.err = err
		}
		operations = append(operations, added)
	}
	add("AccessByID", 100, nil, byID...)
	add("AccessPage", 20, nil, map[string]any{"first": size.Accesses})
	add("CreateAccess", 50, []string{"id", "createdAt"}, map[string]any{"input": map[string]any{
		"type": "PRIVATE", "privateId": identityID, "managed": true, "firstName": "Grace", "lastName": "Hopper",
	}})
	add("CheckPassage", 100, nil, passage("reader 1"), passage("reader 2"))
	add("AccessRulePage", 20, nil, map[string]any{"first": size.Rules})
	return operations
}

// cardNumber is the number of the card in the requests of checkPassage.
const cardNumber = "04:A2:2B:7C"

func passage(reader string) map[string]any {
	return map[string]any{"reader": reader, "identifier": map[string]any{"number": map[string]any{"type": "CARD", "number": cardNumber}}}
}

// seeding creates objects up to the first error.
type seeding struct {
	send func(body []byte) (map[string]any, error)
	err  error
}

// create runs a mutation and returns the ID of the object that it created. The mutation has a variable $input.
func (s *seeding) create(mutation, object string, input map[string]any) string {
	if s.err != nil {
		return ""
	}
	document := fmt.Sprintf("mutation($input: %s!) { %s(input: $input) { %s { id } } }", inputOf(mutation), mutation, object)
	body, err := json.Marshal(map[string]any{"query": document, "variables": map[string]any{"input": input}})
	if err != nil {
		s.err = err
		return ""
	}
	data, err := s.send(body)
	if err != nil {
		s.err = fmt.Errorf("%s: %w", mutation, err)
		return ""
	}
	created, _ := data[mutation].(map[string]any)
	inner, _ := created[object].(map[string]any)
	id, ok := inner["id"].(string)
	if !ok {
		s.err = fmt.Errorf("%s: %w: it returned no ID", mutation, ErrRefused)
	}
	return id
}

// inputOf is the name of a mutation's input type.
func inputOf(mutation string) string {
	return string(mutation[0]-'a'+'A') + mutation[1:] + "Input"
}

// accesses creates accesses of type CORPORATE with all that they refer to. It returns their IDs, and one identity that can get
// further accesses.
func (s *seeding) accesses(size Size) (ids []string, identityID string) {
	roles := make([]string, size.Roles)
	for i := range roles {
		roles[i] = s.create("createExternalRole", "externalRole", map[string]any{"name": fmt.Sprint("Role ", i), "enabled": true})
	}
	for i := range size.Accesses {
		person := map[string]any{"firstName": fmt.Sprint("Ada ", i), "lastName": fmt.Sprint("Lovelace ", i)}
		account, identity := s.account(roles[i%len(roles)], i, person)
		ids = append(ids, s.create("createAccess", "access", map[string]any{
			"type": "CORPORATE", "privateId": identity, "roleAccountId": account, "managed": true,
			"firstName": person["firstName"], "lastName": person["lastName"], "corporateName": "Analytical Engines", "corporateRoleName": "Engineer",
		}))
	}
	identityID = s.create("createExternalPersonalIdentity", "externalPersonalIdentity", map[string]any{
		"firstName": "Grace", "lastName": "Hopper", "emailAddress": "grace@example.com", "managed": true,
	})
	return ids, identityID
}

// account creates a role account and returns its ID and that of its identity.
func (s *seeding) account(roleID string, number int, person map[string]any) (accountID, identityID string) {
	accountID = s.create("createExternalRoleAccount", "externalRoleAccount", map[string]any{
		"roleId": roleID, "managed": true, "firstName": person["firstName"], "lastName": person["lastName"],
		"emailAddress": fmt.Sprintf("ada%d@example.com", number),
	})
	if s.err != nil {
		return "", ""
	}
	const document = "query($id: ID!) { externalRoleAccount(externalRoleAccountId: $id) { personalIdentityId } }"
	body, err := json.Marshal(map[string]any{"query": document, "variables": map[string]any{"id": accountID}})
	if err != nil {
		s.err = err
		return "", ""
	}
	data, err := s.send(body)
	if err != nil {
		s.err = fmt.Errorf("reading an account: %w", err)
		return "", ""
	}
	account, _ := data["externalRoleAccount"].(map[string]any)
	identityID, _ = account["personalIdentityId"].(string)
	return accountID, identityID
}

// rules creates access rules and returns their IDs. Each has the readers 1 to the number of its settings.
func (s *seeding) rules(size Size) []string {
	ids := make([]string, size.Rules)
	for i := range ids {
		settings := make([]any, size.Settings)
		for at := range settings {
			settings[at] = map[string]any{"reader": fmt.Sprint("reader ", at+1), "relays": []int{i % 7, at%5 + 7}}
		}
		ids[i] = s.create("createAccessRule", "accessRule", map[string]any{
			"name": fmt.Sprint("Rule ", i), "description": "The doors of one floor, and of the stairs to it.", "settings": settings,
		})
	}
	return ids
}

// card creates a card with rules attached.
func (s *seeding) card(ruleIDs []string) {
	id := s.create("createIdentifier", "identifier", map[string]any{
		"name": "Card of Grace", "affiliation": "OWNER", "type": "CARD", "number": cardNumber,
	})
	for _, ruleID := range ruleIDs {
		s.create("attachAccessRule", "identifier", map[string]any{"identifierId": id, "accessRuleId": ruleID})
	}
}
