package bare

import (
	"fmt"
	"net/http"
	"runtime/metrics"
)

// ServeMemory answers what the process has allocated since it started, by the names that Prometheus' client has for it.
func ServeMemory(w http.ResponseWriter, _ *http.Request) {
	samples := []metrics.Sample{
		{Name: "/gc/heap/allocs:objects"}, {Name: "/gc/heap/tiny/allocs:objects"}, {Name: "/gc/heap/allocs:bytes"},
	}
	metrics.Read(samples)
	objects := samples[0].Value.Uint64() + samples[1].Value.Uint64()
	_, _ = fmt.Fprintf(w, "go_memstats_mallocs_total %d\ngo_memstats_alloc_bytes_total %d\n", objects, samples[2].Value.Uint64())
}
