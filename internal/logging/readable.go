package logging

import (
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/rs/zerolog"
)

// Readable returns a writer that takes the lines of zerolog, in JSON, and writes them for people to read. Text with control
// characters is quoted. It is in color if color is set.
func Readable(out io.Writer, color bool) io.Writer {
	return zerolog.ConsoleWriter{Out: out, NoColor: !color, TimeFormat: time.DateTime}
}

// IsTerminal reports whether what is written is read at a terminal.
func IsTerminal(out io.Writer) bool {
	file, isFile := out.(*os.File)
	return isFile && (isatty.IsTerminal(file.Fd()) || isatty.IsCygwinTerminal(file.Fd()))
}
