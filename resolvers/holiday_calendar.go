package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/timeprofile"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// ReferencesCount is the batch resolver for the referencesCount field.
func (r *holidayCalendarResolver) ReferencesCount(ctx context.Context, objs []*timeprofile.HolidayCalendar) ([]*model.HolidayCalendarReferencesCount, error) {
	counts, err := countEach(ctx, objs, dataloaders.Loaders.TimeProfilesOfHolidayCalendar, func(obj *timeprofile.HolidayCalendar) string { return obj.ID })
	references := make([]*model.HolidayCalendarReferencesCount, len(counts))
	for i, count := range counts {
		if count != nil {
			references[i] = &model.HolidayCalendarReferencesCount{TimeProfiles: *count}
		}
	}
	return references, err
}

// TimeProfiles is the batch resolver for the timeProfiles field.
func (r *holidayCalendarResolver) TimeProfiles(ctx context.Context, objs []*timeprofile.HolidayCalendar, first *int, after *string, last *int, before *string, filter *timeprofile.TimeProfileFilter, orderBy *model.TimeProfileOrder) ([]*connection.Connection[*timeprofile.TimeProfile], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *timeprofile.HolidayCalendar) (*connection.Connection[*timeprofile.TimeProfile], error) {
		criteria := valueOrZero(filter)
		lister := within(r.timeProfiles, &criteria.HolidayCalendarID, obj.ID)
		return r.listTimeProfiles(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// History is the batch resolver for the history field.
func (r *holidayCalendarResolver) History(ctx context.Context, objs []*timeprofile.HolidayCalendar, first *int, after *string, last *int, before *string, filter *audit.Filter, orderBy *model.AuditRecordOrder) ([]*connection.Connection[*audit.Record], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *timeprofile.HolidayCalendar) (*connection.Connection[*audit.Record], error) {
		return r.history(ctx, obj.ID, filter, orderBy, pageArguments(first, after, last, before))
	})
}

// CreateHolidayCalendar is the resolver for the createHolidayCalendar field.
func (r *mutationResolver) CreateHolidayCalendar(ctx context.Context, input timeprofile.CreateHolidayCalendarInput) (*model.CreateHolidayCalendarPayload, error) {
	calendar, err := mutate(ctx, r.Services.TimeProfile.CreateHolidayCalendar, input)
	if err != nil {
		return nil, err
	}
	return &model.CreateHolidayCalendarPayload{HolidayCalendar: calendar}, nil
}

// UpdateHolidayCalendar is the resolver for the updateHolidayCalendar field.
func (r *mutationResolver) UpdateHolidayCalendar(ctx context.Context, input model.UpdateHolidayCalendarInput) (*model.UpdateHolidayCalendarPayload, error) {
	update := timeprofile.UpdateHolidayCalendarInput{
		HolidayCalendarID: input.HolidayCalendarID,
		Name:              field(input.Name),
		Holidays:          listField(input.Holidays),
		ExpectedVersion:   input.ExpectedVersion.Value(),
	}
	calendar, err := mutate(ctx, r.Services.TimeProfile.UpdateHolidayCalendar, update)
	if err != nil {
		return nil, err
	}
	return &model.UpdateHolidayCalendarPayload{HolidayCalendar: calendar}, nil
}

// DeleteHolidayCalendar is the resolver for the deleteHolidayCalendar field.
func (r *mutationResolver) DeleteHolidayCalendar(ctx context.Context, input timeprofile.DeleteHolidayCalendarInput) (*model.DeleteHolidayCalendarPayload, error) {
	deleted, err := mutate(ctx, r.Services.TimeProfile.DeleteHolidayCalendar, input)
	if err != nil {
		return nil, err
	}
	return &model.DeleteHolidayCalendarPayload{DeletedHolidayCalendarID: deleted.ID}, nil
}

// HolidayCalendar is the resolver for the holidayCalendar field.
func (r *queryResolver) HolidayCalendar(ctx context.Context, holidayCalendarID string) (*timeprofile.HolidayCalendar, error) {
	return r.holidayCalendars.lookUp(ctx, holidayCalendarID)
}

// HolidayCalendars is the resolver for the holidayCalendars field.
func (r *queryResolver) HolidayCalendars(ctx context.Context, first *int, after *string, last *int, before *string, filter *timeprofile.HolidayCalendarFilter, orderBy *model.HolidayCalendarOrder) (*connection.Connection[*timeprofile.HolidayCalendar], error) {
	criteria := valueOrZero(filter)
	if err := criteria.Check(); err != nil {
		return nil, err
	}
	order := document.Order{}
	if orderBy != nil {
		order = newOrder(orderBy.Field == model.HolidayCalendarOrderFieldName, orderBy.Direction)
	}
	return list(ctx, r.holidayCalendars, r.holidayCalendars, criteria, order, pageArguments(first, after, last, before))
}

// HolidayCalendar returns generated.HolidayCalendarResolver implementation.
func (r *Resolver) HolidayCalendar() generated.HolidayCalendarResolver {
	return &holidayCalendarResolver{r}
}

type holidayCalendarResolver struct{ *Resolver }
