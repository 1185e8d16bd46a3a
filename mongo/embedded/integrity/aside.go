package integrity

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/query"
)

// aside is the file of records that a repair could not read. It is created with the first of them, and holds personal data, so
// that it is its owner's only.
type aside struct {
	name  string
	file  *os.File
	count int
}

// asideRecord is one line of the file.
type asideRecord struct {
	Space  string `json:"space"`
	Key    string `json:"key"`
	Value  []byte `json:"value"`
	Reason string `json:"reason"`
}

// setAside writes a record that cannot be part of the new store, and why.
func (r *repair) setAside(space string, entry engine.Entry, why error) error {
	reason := why.Error()
	var damage *engine.DamageError
	if errors.As(why, &damage) {
		reason = damage.What
	}
	namespace, index := query.PlaceOf(space)
	problem := Problem{Collection: collectionName(namespace), Index: index, What: "set aside: " + reason}
	r.done.Problems = append(r.done.Problems, problem.about(entry.Key))
	return r.aside.add(asideRecord{Space: space, Key: hex.EncodeToString(entry.Key), Value: entry.Value, Reason: reason})
}

func (a *aside) add(record asideRecord) error {
	if a.file == nil {
		file, err := os.OpenFile(a.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return fmt.Errorf("creating the file of what is set aside: %w", err)
		}
		a.file = file
	}
	a.count++
	if err := json.NewEncoder(a.file).Encode(record); err != nil {
		return fmt.Errorf("setting a record aside: %w", err)
	}
	return nil
}

// written returns the name of the file, empty when nothing was set aside.
func (a *aside) written() string {
	if a.file == nil {
		return ""
	}
	return a.name
}

// finish puts the file on disk.
func (a *aside) finish() error {
	if a.file == nil {
		return nil
	}
	return errors.Join(a.file.Sync(), a.file.Close())
}

// discard removes the file of a repair that came to nothing.
func (a *aside) discard() error {
	if a.file == nil {
		return nil
	}
	_ = a.file.Close() // it may have been closed already
	return ignoreAbsent(os.Remove(a.name))
}
