// Code generated from the descriptors of collections. DO NOT EDIT.

package main

import (
	"reflect"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/erasure"
	"accessgraph/domain/idempotency"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
)

// documentTypes are the types of documents that collections read.
var documentTypes = []reflect.Type{
	reflect.TypeFor[access.Access](),
	reflect.TypeFor[access.StoredAgreement](),
	reflect.TypeFor[accessrule.AccessRule](),
	reflect.TypeFor[accessrule.Detachment](),
	reflect.TypeFor[accessrule.Identifier](),
	reflect.TypeFor[accessrule.Passage](),
	reflect.TypeFor[accessrule.Reader](),
	reflect.TypeFor[audit.Record](),
	reflect.TypeFor[erasure.Job](),
	reflect.TypeFor[idempotency.Record](),
	reflect.TypeFor[roleaccount.ExternalPersonalIdentity](),
	reflect.TypeFor[roleaccount.ExternalRole](),
	reflect.TypeFor[roleaccount.ExternalRoleAccount](),
	reflect.TypeFor[tenant.Application](),
	reflect.TypeFor[tenant.Company](),
	reflect.TypeFor[timeprofile.HolidayCalendar](),
	reflect.TypeFor[timeprofile.TimeProfile](),
	reflect.TypeFor[useraccess.Customer](),
	reflect.TypeFor[useraccess.StoredUserAccess](),
	reflect.TypeFor[useraccess.User](),
	reflect.TypeFor[useraccess.UserAccessRole](),
}
