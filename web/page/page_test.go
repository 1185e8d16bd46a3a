package page

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhoTakesBrotli(t *testing.T) {
	for header, takes := range map[string]bool{
		"": false, "gzip": false, "br": true, "gzip, br": true, "BR;q=0.5": true, "br; q=1.0": true, "br;q=0": false, "br; q=0.000": false, "brotli": false,
	} {
		require.Equal(t, takes, takesBrotli(header), header)
	}
}
