// Package zones has the time zones of the IANA database. They come with the program, so that every machine decides alike whatever
// its own database says.
package zones

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

//go:generate sh -c "go run ./gen $(go env GOROOT)"

//go:embed zoneinfo.zip
var archive []byte

//go:embed version.txt
var version string

// ErrUnknown is the error for a name that the database does not have.
var ErrUnknown = errors.New("the time zone is unknown")

// Version returns the release of the database, such as 2025c.
func Version() string { return strings.TrimSpace(version) }

// Zones are the time zones by their names.
type Zones struct {
	files map[string]*zip.File
}

// New reads the directory of the database.
func New() (*Zones, error) {
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("reading the time zones: %w", err)
	}
	zones := &Zones{files: make(map[string]*zip.File, len(reader.File))}
	for _, file := range reader.File {
		if !strings.HasSuffix(file.Name, "/") && file.Name != placeholder {
			zones.files[file.Name] = file
		}
	}
	return zones, nil
}

// placeholder is a zone of the database that stands for one that nobody has chosen yet.
const placeholder = "Factory"

// Names returns the names of all zones, in no order.
func (z *Zones) Names() []string {
	names := make([]string, 0, len(z.files))
	for name := range z.files {
		names = append(names, name)
	}
	return names
}

// Has reports whether the database has a zone. Names are as they are written there: Europe/Stockholm is one, europe/stockholm is not.
func (z *Zones) Has(name string) bool {
	_, ok := z.files[name]
	return ok
}

// Load returns a zone by its name. It returns ErrUnknown for one that the database does not have.
func (z *Zones) Load(name string) (*time.Location, error) {
	file, ok := z.files[name]
	if !ok {
		return nil, ErrUnknown
	}
	content, err := file.Open()
	if err != nil {
		return nil, fmt.Errorf("opening the time zone %s: %w", name, err)
	}
	data, err := io.ReadAll(content)
	if err != nil {
		return nil, fmt.Errorf("reading the time zone %s: %w", name, err)
	}
	zone, err := time.LoadLocationFromTZData(name, data)
	if err != nil {
		return nil, fmt.Errorf("reading the time zone %s: %w", name, err)
	}
	return zone, content.Close()
}
