package api

import "net/http"

// origins are the origins whose pages may read responses. Nothing is authenticated by cookie, so a page needs a key as well.
type origins map[string]bool

// anyOrigin stands for all origins.
const anyOrigin = "*"

func newOrigins(allowed []string) origins {
	set := make(origins, len(allowed))
	for _, origin := range allowed {
		set[origin] = true
	}
	return set
}

// allow sets the headers for a page of an allowed origin, also for refusals, which a page could not read otherwise. It reports
// whether the request is a preflight request, which needs no more than that.
func (o origins) allow(header http.Header, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	switch {
	case len(o) == 0:
		return false
	case o[anyOrigin]:
		header.Set("Access-Control-Allow-Origin", anyOrigin)
	default:
		header.Add("Vary", "Origin")
		if !o[origin] {
			return false
		}
		header.Set("Access-Control-Allow-Origin", origin)
	}
	header.Set("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate, "+headerRequestID)
	if r.Method != http.MethodOptions || origin == "" || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	header.Set("Access-Control-Allow-Methods", "GET, POST")
	header.Set("Access-Control-Allow-Headers",
		"Authorization, Content-Type, "+headerIdempotencyKey+", "+headerActingUser+", "+headerCost+", "+headerKey+", "+headerRequestID)
	header.Set("Access-Control-Max-Age", "600")
	return true
}
