package api

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of a response. The first tells clients that they can rely on the HTTP status; those that do not ask
// for it take anything but 200 for a failure of the transport.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

// negotiate returns the media type that the Accept headers prefer. application/graphql-response+json must be named, or
// be all that a wildcard leaves; of two of equal weight it wins. Headers that fit neither get application/json.
func negotiate(header http.Header) string {
	quality := acceptedQualities(strings.Join(header.Values("Accept"), ","))
	graphQL, named := quality[mediaGraphQL]
	json, ok := quality[mediaJSON]
	if !ok {
		json = wildcardQuality(quality)
	}
	if !named && json <= 0 {
		graphQL = wildcardQuality(quality)
	}
	if graphQL > 0 && graphQL >= json {
		return mediaGraphQL
	}
	return mediaJSON
}

func wildcardQuality(quality map[string]float64) float64 {
	if q, ok := quality["application/*"]; ok {
		return q
	}
	return quality["*/*"]
}

// acceptedQualities returns the weight of each media range, leaving out what cannot be read. A range that is listed
// twice counts with its higher weight.
func acceptedQualities(accept string) map[string]float64 {
	qualities := map[string]float64{}
	for element := range strings.SplitSeq(accept, ",") {
		mediaRange, parameters, err := mime.ParseMediaType(element)
		if err != nil {
			continue
		}
		weight := 1.0
		if text, ok := parameters["q"]; ok {
			if weight, err = strconv.ParseFloat(text, 64); err != nil || weight < 0 || weight > 1 {
				continue
			}
		}
		if heaviest, ok := qualities[mediaRange]; !ok || weight > heaviest {
			qualities[mediaRange] = weight
		}
	}
	return qualities
}

// isJSON reports whether a request's body is declared as plain JSON in UTF-8, which many clients spell utf8. A browser
// cannot send that to another origin without a preflight request, which is what protects against forged requests.
func isJSON(header http.Header) bool {
	mediaType, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil || mediaType != mediaJSON {
		return false
	}
	charset, declared := parameters["charset"]
	if declared && !strings.EqualFold(charset, "utf-8") && !strings.EqualFold(charset, "utf8") {
		return false
	}
	encoding := header.Get("Content-Encoding")
	return encoding == "" || strings.EqualFold(encoding, "identity")
}
