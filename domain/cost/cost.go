// Package cost meters the cost of an operation in points while it is executed.
//
// A point is about the work of resolving one field of an object that was loaded already. Only work that was done is charged: fields
// that were resolved, commands that were sent to the store, bytes that were read from it, items that were counted. Fields that a document
// selects and that are not resolved cost nothing.
package cost

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"accessgraph/domain/fault"
)

// Units are fractions of a point, so that small costs are not rounded.
type Units int64

// Point is one point of cost.
const Point Units = 100

// The costs of the store. A command crosses the wire and reads at least one page of an index; a kilobyte is decoded and kept in memory
// until the response is written; a counted entry is a step in an index.
const (
	StoreCommand  = 5 * Point
	StoreKilobyte = 2 * Point
	CountedEntry  = Point / 100
	// Error is the cost of an error in the response, which repeats its entry of the catalogue.
	Error = 2 * Point
)

// Meter adds up the cost of one operation. It is safe for concurrent use.
type Meter struct {
	request  Payer
	limit    Units
	spent    atomic.Int64
	onExceed func()

	exceeding sync.Once
	// err is the error at the moment at which the limit was exceeded. Every later charge returns it.
	err error

	mutex sync.Mutex
	tabs  map[any]*Tab
}

// NewMeter returns the meter of an operation of a request, with a limit in points. It calls onExceed once, if the limit is exceeded. It
// passes the commands of the operation on to the request.
func NewMeter(request Payer, limit int, onExceed func()) *Meter {
	return &Meter{request: request, limit: Units(limit) * Point, onExceed: onExceed, tabs: map[any]*Tab{}}
}

// Spent returns the points that were charged, rounded up.
func (m *Meter) Spent() int { return points(Units(m.spent.Load())) }

// Limit returns the limit in points.
func (m *Meter) Limit() int { return points(m.limit) }

// Exceeded reports whether the limit was exceeded.
func (m *Meter) Exceeded() bool { return Units(m.spent.Load()) > m.limit }

// exceed returns the error at the moment at which the limit was exceeded.
func (m *Meter) exceed() error {
	m.exceeding.Do(func() {
		m.err = m.Err()
		m.onExceed()
	})
	return m.err
}

// Tab adds up the cost of one field of an operation, wherever it occurs in the response.
type Tab struct {
	meter *Meter
	path  string
	// mustFinish is set for a field that writes, which is never stopped for its cost.
	mustFinish bool
	spent      atomic.Int64
}

// Tab returns the tab of a field, which key identifies. It opens a tab with the path on the first call. A field that must finish is
// charged, but never stopped.
func (m *Meter) Tab(key any, path string, mustFinish bool) *Tab {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	tab, ok := m.tabs[key]
	if !ok {
		tab = &Tab{meter: m, path: path, mustFinish: mustFinish}
		m.tabs[key] = tab
	}
	return tab
}

// Meter returns the meter that the tab belongs to.
func (t *Tab) Meter() *Meter { return t.meter }

// Charge charges the field. It raises LIMIT_EXCEEDED once the cost of the operation exceeds its limit, so that the caller stops.
func (t *Tab) Charge(units Units) error {
	t.spent.Add(int64(units))
	if Units(t.meter.spent.Add(int64(units))) <= t.meter.limit {
		return nil
	}
	err := t.meter.exceed()
	if t.mustFinish {
		return nil
	}
	return err
}

// Command charges the field for a command, and passes it on to the request.
func (t *Tab) Command(name string) {
	t.meter.request.Command(name)
	_ = t.Charge(StoreCommand) // it was sent already
}

// FieldCost is the cost of one field of an operation.
type FieldCost struct {
	// Field is the path of the field in the response, without the indices of lists.
	Field string `json:"field"`
	// Cost is in points.
	Cost int `json:"cost"`
}

// Costliest returns the n fields with the highest costs, in descending order.
func (m *Meter) Costliest(n int) []FieldCost {
	m.mutex.Lock()
	byPath := map[string]Units{}
	for _, tab := range m.tabs {
		byPath[tab.path] += Units(tab.spent.Load())
	}
	m.mutex.Unlock()
	fields := make([]FieldCost, 0, len(byPath))
	for path, spent := range byPath {
		if spent > 0 {
			fields = append(fields, FieldCost{Field: path, Cost: points(spent)})
		}
	}
	slices.SortFunc(fields, func(a, b FieldCost) int {
		if a.Cost != b.Cost {
			return b.Cost - a.Cost
		}
		return cmp.Compare(a.Field, b.Field)
	})
	return fields[:min(n, len(fields))]
}

// limitName is the name of the limit in serverInfo.
const limitName = "cost"

// fieldsInError is the number of the costliest fields in an error.
const fieldsInError = 3

// Err returns LIMIT_EXCEEDED with the cost, the limit and the costliest fields.
func (m *Meter) Err() error {
	spent, limit := m.Spent(), m.Limit()
	return fault.New(fault.LimitExceeded, limitName, fault.Number(spent), fault.Number(limit)).
		With("limit", limitName).With("actual", spent).With("maximum", limit).With("costliest", m.Costliest(fieldsInError)).Err()
}

func points(units Units) int { return int((units + Point - 1) / Point) }
