package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/inputs"
	"accessgraph/domain/timeprofile"
	"accessgraph/graph/model"
)

// field converts a field of an update to the domain's type: absent, null or a value.
func field[T any](input graphql.Omittable[*T]) inputs.Field[T] {
	return inputs.Field[T]{IsSet: input.IsSet(), Value: input.Value()}
}

// listField is like field, for a list, which is nil if the input is null.
func listField[T any](input graphql.Omittable[[]T]) inputs.Field[[]T] {
	if input.Value() == nil {
		return inputs.Field[[]T]{IsSet: input.IsSet()}
	}
	return inputs.Of(input.Value())
}

// validity converts the validity of an update to the domain's type.
func validity(input graphql.Omittable[*model.IdentifierValidityInput]) inputs.Field[accessrule.IdentifierValidityInput] {
	limits := input.Value()
	if limits == nil {
		return inputs.Field[accessrule.IdentifierValidityInput]{IsSet: input.IsSet()}
	}
	return inputs.Of(accessrule.IdentifierValidityInput{
		From: field(limits.From), To: field(limits.To), MaxPasses: field(limits.MaxPasses),
	})
}

// firstValidity converts the validity of a new identifier to the domain's type. Null and absent both mean no limit.
func firstValidity(input graphql.Omittable[*model.IdentifierValidityInput]) accessrule.IdentifierValidityInput {
	return valueOrZero(validity(input).Value)
}

// accessRuleUpdate converts the update of an access rule to the domain's type.
func accessRuleUpdate(input model.UpdateAccessRuleInput) accessrule.UpdateAccessRuleInput {
	return accessrule.UpdateAccessRuleInput{
		AccessRuleID:    input.AccessRuleID,
		Name:            field(input.Name),
		Description:     field(input.Description),
		Settings:        listField(input.Settings),
		TimeProfileIDs:  listField(input.TimeProfileIds),
		ExpectedVersion: input.ExpectedVersion.Value(),
	}
}

// timeProfileUpdate converts the update of a time profile to the domain's type.
func timeProfileUpdate(input model.UpdateTimeProfileInput) timeprofile.UpdateTimeProfileInput {
	return timeprofile.UpdateTimeProfileInput{
		TimeProfileID:      input.TimeProfileID,
		Name:               field(input.Name),
		TimeZone:           field(input.TimeZone),
		Windows:            listField(input.Windows),
		HolidayCalendarIDs: listField(input.HolidayCalendarIds),
		ExpectedVersion:    input.ExpectedVersion.Value(),
	}
}

// triedChange converts a change that is tried to the domain's type.
func triedChange(input model.PassageChangeInput) accessrule.TriedChange {
	change := accessrule.TriedChange{
		DeleteAccessRule: input.DeleteAccessRule.Value(), Attach: input.Attach.Value(), Detach: input.Detach.Value(),
	}
	if update := input.UpdateAccessRule.Value(); update != nil {
		change.UpdateAccessRule = new(accessRuleUpdate(*update))
	}
	if update := input.UpdateTimeProfile.Value(); update != nil {
		change.UpdateTimeProfile = new(timeProfileUpdate(*update))
	}
	return change
}
