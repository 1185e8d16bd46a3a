package main

import (
	"fmt"
	"slices"
	"strings"
)

// series is a figure, round by round.
type series []float64

// median returns the middle figure, the mean of both middle ones when their number is even, and zero without figures.
func (s series) median() float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// over returns how many times another series the figures are: the median of the ratios of each round. A machine that is slow
// for a while is slow for both.
func (s series) over(other series) float64 {
	ratios := make(series, 0, len(s))
	for i := range min(len(s), len(other)) {
		if other[i] != 0 {
			ratios = append(ratios, s[i]/other[i])
		}
	}
	return ratios.median()
}

// unit says how a figure is written.
type unit int

const (
	plain unit = iota
	microseconds
	milliseconds
	perSecond
	kibibytes
	mebibytes
)

// write writes a figure, which is in seconds, bytes or none.
func (u unit) write(value float64) string {
	switch u {
	case microseconds:
		return fmt.Sprintf("%.0f µs", value*1e6)
	case milliseconds:
		return fmt.Sprintf("%.0f ms", value*1e3)
	case perSecond:
		return fmt.Sprintf("%.0f/s", value)
	case kibibytes:
		return fmt.Sprintf("%.0f KiB", value/(1<<10))
	case mebibytes:
		return fmt.Sprintf("%.1f MiB", value/(1<<20))
	default:
		return fmt.Sprintf("%.0f", value)
	}
}

// table writes the results in Markdown: the baseline's own figures, and those of the others as multiples of it.
func table(measured results) string {
	var text strings.Builder
	fmt.Fprintf(&text, "| | %s |\n", strings.Join(measured.names, " | "))
	fmt.Fprintf(&text, "|---%s|\n", strings.Repeat("|--:", len(measured.names)))
	for _, each := range measured.rows {
		cells := []string{each.name}
		for i, values := range each.values {
			switch {
			case len(values) == 0:
				cells = append(cells, "–")
			case i == 0:
				cells = append(cells, each.unit.write(values.median()))
			default:
				cells = append(cells, fmt.Sprintf("%.2f", values.over(each.values[0])))
			}
		}
		fmt.Fprintf(&text, "| %s |\n", strings.Join(cells, " | "))
	}
	return text.String()
}
