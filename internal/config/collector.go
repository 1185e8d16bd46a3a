package config

import (
	"os"
	"runtime/debug"
)

// heapGrowth is by how much the heap may grow, in percent of what is in use, before the garbage collector runs.
const heapGrowth = 400

// SparingCollector has the garbage collector of the process run less often than Go's default, unless GOGC says when. What
// this program holds on to is a few megabytes, and with Go's 100 percent it would be looked through many times a second.
func SparingCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
}
