package logging

import (
	"io"
	"os"
	"strconv"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/rs/zerolog"
)

// Readable returns a writer that takes the lines of zerolog, in JSON, and writes them for people to read, in color if color is set.
// Text with control characters is quoted: nobody who is logged can write to the terminal.
func Readable(out io.Writer, color bool) io.Writer {
	return zerolog.ConsoleWriter{Out: out, NoColor: !color, TimeFormat: time.DateTime, FormatMessage: harmless}
}

// harmless returns a message as it is, or quoted if it holds anything that is not printed.
func harmless(message any) string {
	text, _ := message.(string)
	for _, character := range text {
		if !strconv.IsPrint(character) {
			return strconv.Quote(text)
		}
	}
	return text
}

// IsTerminal reports whether what is written is read at a terminal.
func IsTerminal(out io.Writer) bool {
	file, isFile := out.(*os.File)
	return isFile && (isatty.IsTerminal(file.Fd()) || isatty.IsCygwinTerminal(file.Fd()))
}
