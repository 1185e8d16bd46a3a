package integrity

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"accessgraph/mongo/embedded/engine"
)

// unfinishedAside is the name of the file of records that a repair could not read, until the repair is done. The file holds
// personal data, so that it is its owner's only.
const unfinishedAside = FileName + ".new-aside"

// asideRecord is one line of the file.
type asideRecord struct {
	Space  string `json:"space"`
	Key    string `json:"key"`
	Value  []byte `json:"value"`
	Reason string `json:"reason"`
}

// setAside writes a record that cannot be part of the new store, and why.
func (r *repair) setAside(space string, entry engine.Entry, why error) error {
	problem := problemIn(space, why).about(entry.Key)
	reason := problem.What
	problem.What = "set aside: " + reason
	r.done.Problems = append(r.done.Problems, problem)
	r.done.SetAside++
	record := asideRecord{Space: space, Key: hex.EncodeToString(entry.Key), Value: entry.Value, Reason: reason}
	if err := json.NewEncoder(r.aside).Encode(record); err != nil {
		return fmt.Errorf("setting a record aside: %w", err)
	}
	return nil
}

// keepAside puts the file on disk, under the name that it keeps.
func (r *repair) keepAside(name string) error {
	if r.done.SetAside == 0 {
		return nil
	}
	r.done.SetAsideFile = name
	return errors.Join(r.aside.Sync(), r.aside.Close(), os.Rename(r.aside.Name(), name))
}

// tidy removes the file when nothing is in it, or when the repair came to nothing.
func (r *repair) tidy(failure error) error {
	_ = r.aside.Close() // it may have been closed already
	if failure == nil || r.inPlace {
		return removeIfThere(r.aside.Name())
	}
	return errors.Join(removeIfThere(r.aside.Name()), removeIfThere(r.done.SetAsideFile))
}
