package api

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/internal/ratelimit"
)

const (
	headerRetryAfter = "Retry-After"
	// pointsPerRequest is what every request costs beside its operation: for its key, its response and the log.
	pointsPerRequest = 10
	// bytesPerPoint is how many bytes of a body, or of a URL's parameters, cost a point: reading them is work as well.
	bytesPerPoint = 100
	// rememberedClients is how many buckets of each kind are remembered, about 200 bytes each.
	rememberedClients = 20_000
	// busyRetrySeconds is after how long to try again when the server is busy.
	busyRetrySeconds = 1
)

// admission decides whether a request may be carried out now: its client needs points left to spend, and a place among
// the operations in flight. There are three lanes, so that no client of one can use up what is another's.
type admission struct {
	applications, doors, keyless lane
	failedKeyPoints              int
}

// lane is what clients of one kind share: doors, other applications, or addresses that send no key or one that fails.
type lane struct {
	// limit is the name of the limit that the buckets keep.
	limit   string
	buckets *ratelimit.Buckets
	gate    *ratelimit.Gate
	metrics *Metrics
}

func newAdmission(options Options) (*admission, error) {
	limits, clock := options.Limits, options.Clock
	if clock == nil {
		clock = time.Now
	}
	a := &admission{failedKeyPoints: limits.PointsPerFailedKey}
	for _, each := range []struct {
		lane              *lane
		limit             string
		points, operation int
	}{
		{&a.applications, limitPointsPerApplication, limits.PointsPerApplication, limits.OperationsInFlight},
		{&a.doors, limitPointsPerDoor, limits.PointsPerDoor, limits.DoorOperationsInFlight},
		{&a.keyless, limitPointsPerAddress, limits.PointsPerAddress, limits.KeylessOperationsInFlight},
	} {
		buckets, err := ratelimit.NewBuckets(clock, each.points, rememberedClients)
		if err != nil {
			return nil, fmt.Errorf("the API needs its rate limits: %w", err)
		}
		*each.lane = lane{limit: each.limit, buckets: buckets, metrics: options.Metrics, gate: ratelimit.NewGate(ratelimit.GateLimits{
			Running: each.operation, Waiting: limits.OperationsWaiting, WaitingPerClient: limits.OperationsWaitingPerClient, Wait: limits.wait(),
		})}
	}
	if err := options.Metrics.watchQueue(a.waiting); err != nil {
		return nil, err
	}
	return a, nil
}

// waiting returns the number of operations that wait for a place.
func (a *admission) waiting() int {
	return a.applications.gate.Waiting() + a.doors.gate.Waiting() + a.keyless.gate.Waiting()
}

// client is whose points and places a request takes: an application, or an address.
type client struct {
	lane *lane
	name string
}

func (a *admission) clientOf(info *requestInfo, visitor visitor) client {
	switch {
	case !visitor.isKnown:
		return client{lane: &a.keyless, name: info.address}
	case slices.Equal(visitor.caller.Scopes, []actor.Scope{actor.Passage}):
		return client{lane: &a.doors, name: visitor.caller.ApplicationID}
	default:
		return client{lane: &a.applications, name: visitor.caller.ApplicationID}
	}
}

// admit refuses a request whose client has no points left; otherwise it returns the error of the request's key. The key was
// looked up before: only one that fails is judged, and charged, by the address that it comes from.
func (a *admission) admit(info *requestInfo, visitor visitor, keyErr error) (client, error) {
	client := a.clientOf(info, visitor)
	var status int
	if keyErr != nil {
		status = refusalOf(keyErr).status
	}
	if status == http.StatusServiceUnavailable {
		return client, keyErr // the key could not be checked, which is no fault of the client
	}
	if wait := client.lane.buckets.Wait(client.name); wait > 0 {
		return client, client.lane.rateExceeded(wait)
	}
	switch {
	case keyErr == nil: // charged when the request is over
	case status == http.StatusUnauthorized:
		client.lane.buckets.Spend(client.name, a.failedKeyPoints)
	default:
		client.lane.buckets.Spend(client.name, pointsPerRequest)
	}
	return client, keyErr
}

func (l *lane) rateExceeded(wait time.Duration) error {
	seconds := int(math.Ceil(wait.Seconds()))
	l.metrics.rateLimited(l.limit)
	return retryAfter(http.StatusTooManyRequests, seconds, fault.New(fault.RequestRateExceeded, l.limit, fault.Number(seconds)).
		With("limit", l.limit))
}

// retryAfter refuses a request that may be sent again after some seconds, which the fault's data names.
func retryAfter(status, seconds int, because fault.Fault) error {
	return &refusal{
		problems: []problem{{err: because.With("retryAfterSeconds", seconds).Err()}}, status: status, retryAfter: seconds,
	}
}

// settle charges a client for a request that is over.
func (c client) settle(info *requestInfo) {
	c.lane.buckets.Spend(c.name, add(pointsPerRequest, info.points))
}

// enter waits for a place among the operations in flight. leave gives it back.
func (c client) enter(ctx context.Context) (leave func(), err error) {
	leave, err = c.lane.gate.Enter(ctx, c.name)
	switch {
	case errors.Is(err, ratelimit.ErrBusy):
		return nil, retryAfter(http.StatusServiceUnavailable, busyRetrySeconds, fault.New(fault.ServerBusy, fault.Number(busyRetrySeconds)))
	case err != nil:
		return nil, refuseWith(http.StatusGatewayTimeout, err) // the client left
	}
	return leave, nil
}

// setHeaders sets the headers of a refusal.
func (r *refusal) setHeaders(header http.Header, status int) {
	if r.allow != "" {
		header.Set("Allow", r.allow)
	}
	switch status {
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", `Bearer realm="Accessgraph"`+r.authenticationError())
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		header.Set(headerRetryAfter, strconv.Itoa(max(1, r.retryAfter)))
	}
}

// authenticationError returns the error attribute of WWW-Authenticate for a key that fails; nothing if none was sent
// (RFC 6750).
func (r *refusal) authenticationError() string {
	for _, problem := range r.problems {
		if err, ok := errors.AsType[*fault.Error](problem.err); ok && err.First().Reason == fault.APIKeyNotValid {
			return `, error="invalid_token"`
		}
	}
	return ""
}
