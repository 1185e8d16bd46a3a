package bare

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// instantLayout is RFC 3339 in UTC with milliseconds.
const instantLayout = "2006-01-02T15:04:05.000Z07:00"

func instant(at time.Time) string { return at.UTC().Format(instantLayout) }

// createdAt is the time of an ID.
func createdAt(id string) string {
	_, digits, _ := strings.Cut(id, "_")
	octets, err := hex.DecodeString(digits[:min(12, len(digits))])
	if err != nil {
		return ""
	}
	var milliseconds int64
	for _, octet := range octets {
		milliseconds = milliseconds<<8 | int64(octet)
	}
	return instant(time.UnixMilli(milliseconds))
}

func read(variables json.RawMessage, into any) error {
	if err := json.Unmarshal(variables, into); err != nil {
		return fmt.Errorf("%w: %w", errInput, err)
	}
	return nil
}

type accessAnswer struct {
	ID                string      `json:"id"`
	Type              string      `json:"type"`
	State             string      `json:"state"`
	Managed           bool        `json:"managed"`
	FirstName         string      `json:"firstName"`
	LastName          string      `json:"lastName"`
	PrivateID         string      `json:"privateId"`
	RoleAccountID     *string     `json:"roleAccountId"`
	CorporateName     *string     `json:"corporateName"`
	CorporateRoleName *string     `json:"corporateRoleName"`
	CreatedAt         string      `json:"createdAt"`
	CreatedBy         actorAnswer `json:"createdBy"`
	UpdatedAt         string      `json:"updatedAt"`
	Version           int         `json:"version"`
}

type actorAnswer struct {
	ApplicationID   *string `json:"applicationId"`
	ApplicationName string  `json:"applicationName"`
}

func (h *Handler) accessByID(ctx context.Context, caller *application, variables json.RawMessage) (any, error) {
	var sent struct{ AccessID string }
	if err := read(variables, &sent); err != nil {
		return nil, err
	}
	stored, err := get[access](ctx, h.store.accesses, one(caller.CompanyID, sent.AccessID))
	if err != nil {
		return nil, err
	}
	answer := accessAnswer{
		ID: stored.ID, Type: stored.Type, State: stored.State, Managed: stored.Managed, FirstName: stored.FirstName, LastName: stored.LastName,
		PrivateID: stored.PrivateID, RoleAccountID: stored.RoleAccountID, CorporateName: stored.CorporateName,
		CorporateRoleName: stored.CorporateRoleName, CreatedAt: createdAt(stored.ID), UpdatedAt: instant(stored.UpdatedAt), Version: stored.Version,
		CreatedBy: actorAnswer{ApplicationName: stored.CreatedBy.ApplicationName},
	}
	if stored.CreatedBy.ApplicationID != "" {
		answer.CreatedBy.ApplicationID = &stored.CreatedBy.ApplicationID
	}
	return struct {
		Access accessAnswer `json:"access"`
	}{answer}, nil
}

type pageInfo struct {
	HasNextPage bool `json:"hasNextPage"`
}

type listed[T any] struct {
	Nodes    []T      `json:"nodes"`
	PageInfo pageInfo `json:"pageInfo"`
}

type accessNode struct {
	ID              string         `json:"id"`
	Type            string         `json:"type"`
	State           string         `json:"state"`
	Managed         bool           `json:"managed"`
	FirstName       string         `json:"firstName"`
	LastName        string         `json:"lastName"`
	CreatedAt       string         `json:"createdAt"`
	Version         int            `json:"version"`
	PrivateIdentity identityAnswer `json:"privateIdentity"`
	RoleAccount     *accountAnswer `json:"roleAccount"`
}

type identityAnswer struct {
	ID           string `json:"id"`
	FirstName    string `json:"firstName"`
	LastName     string `json:"lastName"`
	EmailAddress string `json:"emailAddress"`
	State        string `json:"state"`
}

type accountAnswer struct {
	ID           string     `json:"id"`
	EmailAddress string     `json:"emailAddress"`
	FirstName    string     `json:"firstName"`
	LastName     string     `json:"lastName"`
	State        string     `json:"state"`
	Role         roleAnswer `json:"role"`
}

type roleAnswer struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Enabled bool   `json:"enabled"`
}

func (h *Handler) accessPage(ctx context.Context, caller *application, variables json.RawMessage) (any, error) {
	var sent struct{ First int }
	if err := read(variables, &sent); err != nil {
		return nil, err
	}
	accesses, more, err := page[access](ctx, h.store.accesses, caller.CompanyID, sent.First)
	if err != nil {
		return nil, err
	}
	related, err := h.relatedTo(ctx, caller.CompanyID, accesses)
	if err != nil {
		return nil, err
	}
	answer := listed[accessNode]{Nodes: make([]accessNode, len(accesses)), PageInfo: pageInfo{more}}
	for i := range accesses {
		if answer.Nodes[i], err = related.node(&accesses[i]); err != nil {
			return nil, err
		}
	}
	return struct {
		Accesses listed[accessNode] `json:"accesses"`
	}{answer}, nil
}

// related has the objects that accesses refer to, by ID.
type related struct {
	identities map[string]*identity
	accounts   map[string]*roleAccount
	roles      map[string]*role
}

// relatedTo reads the objects that accesses refer to, in one call for each type.
func (h *Handler) relatedTo(ctx context.Context, companyID string, accesses []access) (objects related, err error) {
	var identityIDs, accountIDs, roleIDs []string
	for i := range accesses {
		identityIDs = append(identityIDs, accesses[i].PrivateID)
		if id := accesses[i].RoleAccountID; id != nil {
			accountIDs = append(accountIDs, *id)
		}
	}
	objects.identities, err = byID(ctx, h.store.identities, companyID, distinct(identityIDs), func(i *identity) string { return i.ID })
	if err != nil {
		return objects, err
	}
	objects.accounts, err = byID(ctx, h.store.accounts, companyID, distinct(accountIDs), func(a *roleAccount) string { return a.ID })
	if err != nil {
		return objects, err
	}
	for _, account := range objects.accounts {
		roleIDs = append(roleIDs, account.RoleID)
	}
	objects.roles, err = byID(ctx, h.store.roles, companyID, distinct(roleIDs), func(r *role) string { return r.ID })
	return objects, err
}

func distinct(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (r related) node(of *access) (accessNode, error) {
	identity, ok := r.identities[of.PrivateID]
	if !ok {
		return accessNode{}, fmt.Errorf("%w: the identity %s", errAbsent, of.PrivateID)
	}
	node := accessNode{
		ID: of.ID, Type: of.Type, State: of.State, Managed: of.Managed, FirstName: of.FirstName, LastName: of.LastName,
		CreatedAt: createdAt(of.ID), Version: of.Version,
		PrivateIdentity: identityAnswer{identity.ID, identity.FirstName, identity.LastName, identity.EmailAddress, identity.State},
	}
	if of.RoleAccountID == nil {
		return node, nil
	}
	account, ok := r.accounts[*of.RoleAccountID]
	if !ok {
		return accessNode{}, fmt.Errorf("%w: the role account %s", errAbsent, *of.RoleAccountID)
	}
	role, ok := r.roles[account.RoleID]
	if !ok {
		return accessNode{}, fmt.Errorf("%w: the role %s", errAbsent, account.RoleID)
	}
	node.RoleAccount = &accountAnswer{
		account.ID, account.EmailAddress, account.FirstName, account.LastName, account.State, roleAnswer{role.ID, role.Name, role.Enabled},
	}
	return node, nil
}

type ruleNode struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Settings    []setting `json:"settings"`
	UpdatedAt   string    `json:"updatedAt"`
	Version     int       `json:"version"`
}

func (h *Handler) accessRulePage(ctx context.Context, caller *application, variables json.RawMessage) (any, error) {
	var sent struct{ First int }
	if err := read(variables, &sent); err != nil {
		return nil, err
	}
	rules, more, err := page[accessRule](ctx, h.store.rules, caller.CompanyID, sent.First)
	if err != nil {
		return nil, err
	}
	answer := listed[ruleNode]{Nodes: make([]ruleNode, len(rules)), PageInfo: pageInfo{more}}
	for i, rule := range rules {
		answer.Nodes[i] = ruleNode{rule.ID, rule.Name, rule.Description, rule.Settings, instant(rule.UpdatedAt), rule.Version}
	}
	return struct {
		AccessRules listed[ruleNode] `json:"accessRules"`
	}{answer}, nil
}
