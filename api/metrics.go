package api

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/zerolog"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// Metrics are what the server counts of its work, for a monitoring system to read. Their labels are names of the schema, of
// the error catalogue and of the store's commands: there are only so many, and nothing that a client sent is among them. It is
// safe for concurrent use. A nil one counts nothing.
type Metrics struct {
	registry   *prometheus.Registry
	running    prometheus.Gauge
	requests   *prometheus.HistogramVec
	rootFields *prometheus.CounterVec
	errors     *prometheus.CounterVec
	commands   *prometheus.HistogramVec
	unknown    *prometheus.CounterVec
	refused    prometheus.Counter
	limited    *prometheus.CounterVec
	turnedAway prometheus.Counter
	// problems and verified have no value before the first verification.
	problems *prometheus.GaugeVec
	verified *prometheus.GaugeVec
}

// NewMetrics returns metrics of which nothing is counted yet. The version is the program's.
func NewMetrics(version string) *Metrics {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	register := promauto.With(registry)
	register.NewGauge(prometheus.GaugeOpts{
		Name: "accessgraph_build_info", Help: "Always 1; the label is the version of the program.", ConstLabels: prometheus.Labels{"version": version},
	}).Set(1)
	return &Metrics{
		registry: registry,
		running: register.NewGauge(prometheus.GaugeOpts{
			Name: "accessgraph_requests_in_progress", Help: "Requests to /graphql in progress.",
		}),
		requests: register.NewHistogramVec(prometheus.HistogramOpts{
			Name: "accessgraph_request_duration_seconds", Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
			Help: "Duration of requests to /graphql, by the operation (query, mutation, or none if it could not be read) and the HTTP status.",
		}, []string{"operation", "status"}),
		rootFields: register.NewCounterVec(prometheus.CounterOpts{
			Name: "accessgraph_root_fields_total", Help: "Root fields that were requested, by the operation and their name in the schema.",
		}, []string{"operation", "field"}),
		errors: register.NewCounterVec(prometheus.CounterOpts{
			Name: "accessgraph_errors_total", Help: "Errors in responses, by their code and reason in the catalogue.",
		}, []string{"code", "reason"}),
		commands: register.NewHistogramVec(prometheus.HistogramOpts{
			Name: "accessgraph_store_command_duration_seconds", Buckets: []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
			Help: "Duration of commands of the store, by their name and outcome (ok or failed).",
		}, []string{"command", "outcome"}),
		unknown: register.NewCounterVec(prometheus.CounterOpts{
			Name: "accessgraph_unknown_numbers_total", Help: "Numbers shown at readers that no identifier of the company has, by their type.",
		}, []string{"type"}),
		refused: register.NewCounter(prometheus.CounterOpts{
			Name: "accessgraph_refused_input_codes_total", Help: "Input codes that were denied TOO_MANY_ATTEMPTS, after too many wrong ones.",
		}),
		limited: register.NewCounterVec(prometheus.CounterOpts{
			Name: "accessgraph_requests_limited_total", Help: "Requests that were refused with status 429, by the limit that was used up.",
		}, []string{"limit"}),
		turnedAway: register.NewCounter(prometheus.CounterOpts{
			Name: "accessgraph_connections_refused_total", Help: "Connections that were closed at once, because as many as may be were open.",
		}),
		problems: register.NewGaugeVec(prometheus.GaugeOpts{
			Name: "accessgraph_verification_problems", Help: "Problems that the latest verification of the store found.",
		}, nil),
		verified: register.NewGaugeVec(prometheus.GaugeOpts{
			Name: "accessgraph_verification_timestamp_seconds", Help: "When the latest verification of the store ended, in seconds since 1970.",
		}, nil),
	}
}

// watchQueue has the number of operations that wait be told. It fails for metrics that are another API's already.
func (m *Metrics) watchQueue(waiting func() int) error {
	if m == nil {
		return nil
	}
	err := m.registry.Register(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "accessgraph_requests_waiting", Help: "Requests to /graphql that wait for others to finish, because as many as may run are running.",
	}, func() float64 { return float64(waiting()) }))
	if err != nil {
		return fmt.Errorf("the API needs metrics of its own: %w", err)
	}
	return nil
}

// WatchLog has the number of log lines that were dropped be told. It fails for metrics that tell it already.
func (m *Metrics) WatchLog(dropped func() int) error {
	if m == nil {
		return nil
	}
	err := m.registry.Register(prometheus.NewCounterFunc(prometheus.CounterOpts{
		Name: "accessgraph_log_lines_dropped_total", Help: "Log lines that were dropped, because standard error was not read fast enough.",
	}, func() float64 { return float64(dropped()) }))
	if err != nil {
		return fmt.Errorf("watching the log: %w", err)
	}
	return nil
}

// rateLimited counts a request that was refused because a limit was used up.
func (m *Metrics) rateLimited(limit string) {
	if m != nil {
		m.limited.WithLabelValues(limit).Inc()
	}
}

// connectionRefused counts a connection that was closed at once.
func (m *Metrics) connectionRefused() {
	if m != nil {
		m.turnedAway.Inc()
	}
}

// Verified notes what a verification of the store came to, and when it ended.
func (m *Metrics) Verified(problems int, at time.Time) {
	if m != nil {
		m.problems.WithLabelValues().Set(float64(problems))
		m.verified.WithLabelValues().Set(float64(at.UnixMilli()) / 1000)
	}
}

// Handler serves the metrics in the text format of Prometheus. Metrics of the process that cannot be read are omitted, and
// logged.
func (m *Metrics) Handler(logger zerolog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorLog: &logger, ErrorHandling: promhttp.ContinueOnError})
}

// StoreCommand counts a command of the store.
func (m *Metrics) StoreCommand(name string, took time.Duration, failed bool) {
	if m == nil {
		return
	}
	outcome := "ok"
	if failed {
		outcome = "failed"
	}
	m.commands.WithLabelValues(name, outcome).Observe(took.Seconds())
}

// UnknownNumber counts a number that was shown at a reader and is that of no identifier, by its type in the schema.
func (m *Metrics) UnknownNumber(kind string) {
	if m != nil {
		m.unknown.WithLabelValues(kind).Inc()
	}
}

// InputCodeRefused counts an input code that was refused after too many wrong ones.
func (m *Metrics) InputCodeRefused() {
	if m != nil {
		m.refused.Inc()
	}
}

// begin counts a request that begins; end must be called after the response.
func (m *Metrics) begin() (end func()) {
	if m == nil {
		return func() {}
	}
	m.running.Inc()
	return m.running.Dec
}

// request counts a request and its response.
func (m *Metrics) request(info *requestInfo, status int, errors gqlerror.List) {
	if m == nil {
		return
	}
	operation := info.operation
	if operation == "" {
		operation = "none"
	}
	m.requests.WithLabelValues(operation, strconv.Itoa(status)).Observe(time.Since(info.started).Seconds())
	for _, field := range info.rootFields {
		m.rootFields.WithLabelValues(operation, field).Inc()
	}
	m.errorsSent(errors)
}

// errorsSent counts the errors of a response.
func (m *Metrics) errorsSent(errors gqlerror.List) {
	if m == nil {
		return
	}
	for _, each := range errors {
		if reason, ok := each.Extensions["reason"].(fault.Reason); ok {
			m.errors.WithLabelValues(string(fault.Lookup(reason).Code), string(reason)).Inc()
		}
	}
}
