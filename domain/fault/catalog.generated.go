// Code generated from the variables of this package. DO NOT EDIT.

package fault

import "slices"

// catalog has every entry: requests first, then each family.
var catalog = slices.Concat(
	requestEntries,
	documentEntries,
	idempotencyEntries,
	tenantEntries,
	createAccessEntries,
	accessLifeCycleEntries,
	identityEntries,
	roleEntries,
	accountEntries,
	userAccessEntries,
	accessRuleEntries,
	changeEntries,
	timeProfileEntries,
)
