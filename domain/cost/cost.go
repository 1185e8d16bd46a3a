// Package cost meters what one operation costs the server, in points, while it is carried out.
//
// A point is about what it takes to answer one field of an object that was read already. What is charged is what was
// done: fields that were answered, commands that were sent to the store, bytes that were read from it, entries that were
// counted. Nothing is charged for what a document asks for and does not get.
package cost

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"accessgraph/domain/fault"
)

// Units are parts of a point, so that cheap things can be charged truly.
type Units int64

// Point is one point of cost.
const Point Units = 100

// What the store is asked for. A command crosses the wire and reads at least one page of an index; a kilobyte is decoded
// and kept until the answer is written; a counted entry is a step in an index.
const (
	StoreCommand  = 5 * Point
	StoreKilobyte = 2 * Point
	CountedEntry  = Point / 100
	// Error is an error in the answer: it repeats its entry of the catalogue.
	Error = 2 * Point
)

// Meter adds up what one operation costs. It is safe for concurrent use.
type Meter struct {
	request  Payer
	limit    Units
	spent    atomic.Int64
	onExceed func()

	exceeding sync.Once
	// err is the error of the moment at which the limit was exceeded: whoever goes on is told the same.
	err error

	mutex sync.Mutex
	tabs  map[any]*Tab
}

// NewMeter returns a meter of an operation of a request. It allows as many points as limit says, and calls onExceed once, when
// more than that is charged. The request is told of the operation's commands.
func NewMeter(request Payer, limit int, onExceed func()) *Meter {
	return &Meter{request: request, limit: Units(limit) * Point, onExceed: onExceed, tabs: map[any]*Tab{}}
}

// Spent returns the points that were charged, a part of a point counting as one.
func (m *Meter) Spent() int { return points(Units(m.spent.Load())) }

// Limit returns the points that the meter allows.
func (m *Meter) Limit() int { return points(m.limit) }

// Exceeded reports whether more was charged than the meter allows.
func (m *Meter) Exceeded() bool { return Units(m.spent.Load()) > m.limit }

// exceed returns the error of the moment at which the limit was exceeded.
func (m *Meter) exceed() error {
	m.exceeding.Do(func() {
		m.err = m.Err()
		m.onExceed()
	})
	return m.err
}

// Tab is what one field of an operation was charged, wherever in the answer it stands.
type Tab struct {
	meter *Meter
	path  string
	// mustFinish is set for work that is never stopped for its cost, because it writes.
	mustFinish bool
	spent      atomic.Int64
}

// Tab returns the tab of a field. The key is the field's own; path names the field when its tab is opened. A field that
// must finish is charged, and never stopped.
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

// Charge charges the field. It raises LIMIT_EXCEEDED once the operation has cost more than its limit, so that whoever does
// the work stops.
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

// Command charges the field for a command, and tells the request of it.
func (t *Tab) Command(name string) {
	t.meter.request.Command(name)
	_ = t.Charge(StoreCommand) // it was sent already
}

// FieldCost is what one field of an operation was charged.
type FieldCost struct {
	// Field is the path of the field in the answer, without the indices of lists.
	Field string `json:"field"`
	// Cost is in points.
	Cost int `json:"cost"`
}

// Costliest returns the fields that were charged most, at most n of them, the dearest first.
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

// named is how many fields an error names.
const named = 3

// Err returns LIMIT_EXCEEDED with what was charged, the limit and the costliest fields.
func (m *Meter) Err() error {
	spent, limit := m.Spent(), m.Limit()
	return fault.New(fault.LimitExceeded, limitName, fault.Number(spent), fault.Number(limit)).
		With("limit", limitName).With("actual", spent).With("maximum", limit).With("costliest", m.Costliest(named)).Err()
}

func points(units Units) int { return int((units + Point - 1) / Point) }
