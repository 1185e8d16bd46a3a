package resolvers

import (
	"context"
	"time"

	"accessgraph/dataloaders"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/timeprofile"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// CreateTimeProfile is the resolver for the createTimeProfile field.
func (r *mutationResolver) CreateTimeProfile(ctx context.Context, input timeprofile.CreateTimeProfileInput) (*model.CreateTimeProfilePayload, error) {
	profile, err := mutate(ctx, r.Services.TimeProfile.CreateTimeProfile, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateTimeProfilePayload{TimeProfile: profile}, nil
}

// UpdateTimeProfile is the resolver for the updateTimeProfile field.
func (r *mutationResolver) UpdateTimeProfile(ctx context.Context, input model.UpdateTimeProfileInput) (*model.UpdateTimeProfilePayload, error) {
	profile, err := mutate(ctx, r.Services.TimeProfile.UpdateTimeProfile, timeProfileUpdate(input))
	if err != nil {
		return nil, err
	}
	return &model.UpdateTimeProfilePayload{TimeProfile: profile}, nil
}

// DeleteTimeProfile is the resolver for the deleteTimeProfile field.
func (r *mutationResolver) DeleteTimeProfile(ctx context.Context, input timeprofile.DeleteTimeProfileInput) (*model.DeleteTimeProfilePayload, error) {
	deleted, err := mutate(ctx, r.Services.TimeProfile.DeleteTimeProfile, input)
	if err != nil {
		return nil, err
	}
	return &model.DeleteTimeProfilePayload{DeletedTimeProfileID: deleted.ID}, nil
}

// TimeProfile is the resolver for the timeProfile field.
func (r *queryResolver) TimeProfile(ctx context.Context, timeProfileID string) (*timeprofile.TimeProfile, error) {
	return r.timeProfiles.lookUp(ctx, timeProfileID)
}

// TimeProfiles is the resolver for the timeProfiles field.
func (r *queryResolver) TimeProfiles(ctx context.Context, first *int, after *string, last *int, before *string, filter *timeprofile.TimeProfileFilter, orderBy *model.TimeProfileOrder) (*connection.Connection[*timeprofile.TimeProfile], error) {
	return r.listTimeProfiles(ctx, r.timeProfiles, valueOrZero(filter), orderBy, pageArguments(first, after, last, before))
}

// HolidayCalendars is the batch resolver for the holidayCalendars field.
func (r *timeProfileResolver) HolidayCalendars(ctx context.Context, objs []*timeprofile.TimeProfile) ([][]timeprofile.HolidayCalendar, error) {
	return lookUpMany(ctx, objs, r.holidayCalendars, func(obj *timeprofile.TimeProfile) []string { return obj.HolidayCalendarIDs })
}

// Status is the batch resolver for the status field.
func (r *timeProfileResolver) Status(ctx context.Context, objs []*timeprofile.TimeProfile, at *time.Time) ([]*timeprofile.TimeProfileStatus, error) {
	if _, err := r.HolidayCalendars(ctx, objs); err != nil {
		return nil, err
	}
	return each(objs, func(obj *timeprofile.TimeProfile) (*timeprofile.TimeProfileStatus, error) {
		calendars, err := r.holidayCalendars.loadMany(ctx, obj.HolidayCalendarIDs)
		if err != nil {
			return nil, err
		}
		return r.Services.TimeProfile.Status(obj, calendars, at)
	})
}

// ReferencesCount is the batch resolver for the referencesCount field.
func (r *timeProfileResolver) ReferencesCount(ctx context.Context, objs []*timeprofile.TimeProfile) ([]*model.TimeProfileReferencesCount, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	profileIDs := idsOf(objs, func(obj *timeprofile.TimeProfile) string { return obj.ID })
	accessRules, identifiers := loaders.AccessRulesOfTimeProfile(), loaders.IdentifiersOfTimeProfile()
	dataloaders.Prefetch(ctx, accessRules.Keys(profileIDs), identifiers.Keys(profileIDs))
	return each(objs, func(obj *timeprofile.TimeProfile) (*model.TimeProfileReferencesCount, error) {
		rules, err := accessRules.Load(ctx, obj.ID)
		if err != nil {
			return nil, err
		}
		count, err := identifiers.Load(ctx, obj.ID)
		return &model.TimeProfileReferencesCount{AccessRules: rules, Identifiers: count}, err
	})
}

// AccessRules is the batch resolver for the accessRules field.
func (r *timeProfileResolver) AccessRules(ctx context.Context, objs []*timeprofile.TimeProfile, first *int, after *string, last *int, before *string, filter *accessrule.AccessRuleFilter, orderBy *model.AccessRuleOrder) ([]*connection.Connection[*accessrule.AccessRule], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *timeprofile.TimeProfile) (*connection.Connection[*accessrule.AccessRule], error) {
		criteria := valueOrZero(filter).Normal()
		lister := within(r.rulesFor(criteria), &criteria.TimeProfileID, obj.ID)
		return r.listAccessRules(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// Identifiers is the batch resolver for the identifiers field.
func (r *timeProfileResolver) Identifiers(ctx context.Context, objs []*timeprofile.TimeProfile, first *int, after *string, last *int, before *string, filter *accessrule.IdentifierFilter, orderBy *model.IdentifierOrder) ([]*connection.Connection[*accessrule.Identifier], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *timeprofile.TimeProfile) (*connection.Connection[*accessrule.Identifier], error) {
		criteria, isPossible := valueOrZero(filter).Normal()
		lister, err := r.identifiersFor(ctx, criteria, isPossible)
		if err != nil {
			return nil, err
		}
		lister = within(lister, &criteria.TimeProfileID, obj.ID)
		return r.listIdentifiers(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *timeProfileResolver) History(ctx context.Context, objs []*timeprofile.TimeProfile, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *timeprofile.TimeProfile) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// TimeProfile returns generated.TimeProfileResolver implementation.
func (r *Resolver) TimeProfile() generated.TimeProfileResolver { return &timeProfileResolver{r} }

type timeProfileResolver struct{ *Resolver }
