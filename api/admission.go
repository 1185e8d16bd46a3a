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
	// pointsPerRequest is what every request costs beside its operation: its key is looked up, it is logged and answered.
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

func (a *admission) clientOf(exchange *exchange, visitor visitor) client {
	switch {
	case !visitor.known:
		return client{lane: &a.keyless, name: exchange.address}
	case slices.Equal(visitor.caller.Scopes, []actor.Scope{actor.Passage}):
		return client{lane: &a.doors, name: visitor.caller.ApplicationID}
	default:
		return client{lane: &a.applications, name: visitor.caller.ApplicationID}
	}
}

// admit refuses a request whose client has no points left, and passes on why it is refused otherwise. A key has been
// looked up by then: only one that fails is judged, and charged, by the address that it comes from.
func (a *admission) admit(exchange *exchange, visitor visitor, why *refusal) (client, *refusal) {
	client := a.clientOf(exchange, visitor)
	if why != nil && why.status == http.StatusServiceUnavailable {
		return client, why // the key could not be checked, and that is not the client's doing
	}
	if wait := client.lane.buckets.Wait(client.name); wait > 0 {
		return client, client.lane.refuse(wait)
	}
	if why != nil {
		points := pointsPerRequest
		if why.status == http.StatusUnauthorized {
			points = a.failedKeyPoints
		}
		client.lane.buckets.Spend(client.name, points)
	}
	return client, why
}

func (l *lane) refuse(wait time.Duration) *refusal {
	seconds := int(math.Ceil(wait.Seconds()))
	l.metrics.rateLimited(l.limit)
	why := refuseWith(http.StatusTooManyRequests, fault.New(fault.RequestRateExceeded, l.limit, fault.Number(seconds)).
		With("limit", l.limit).With("retryAfterSeconds", seconds).Err())
	why.retryAfter = seconds
	return why
}

// settle charges a client for a request that is over.
func (c client) settle(exchange *exchange) {
	c.lane.buckets.Spend(c.name, add(pointsPerRequest, exchange.points))
}

// enter waits for a place among the operations in flight, which leave gives back.
func (c client) enter(ctx context.Context) (leave func(), why *refusal) {
	leave, err := c.lane.gate.Enter(ctx, c.name)
	switch {
	case errors.Is(err, ratelimit.ErrBusy):
		why = refuseWith(http.StatusServiceUnavailable, fault.New(fault.ServerBusy, fault.Number(busyRetrySeconds)).
			With("retryAfterSeconds", busyRetrySeconds).Err())
		why.retryAfter = busyRetrySeconds
		return nil, why
	case err != nil:
		return nil, refuseWith(http.StatusGatewayTimeout, err) // the client left
	}
	return leave, nil
}

// setHeaders sets the headers that a refusal has beside its status.
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

// authenticationError is what WWW-Authenticate says about a key that was sent and fails; nothing when none was sent, as
// RFC 6750 has it.
func (r *refusal) authenticationError() string {
	for _, each := range r.problems {
		if found, ok := errors.AsType[*fault.Error](each.err); ok && found.First().Reason == fault.APIKeyNotValid {
			return `, error="invalid_token"`
		}
	}
	return ""
}
