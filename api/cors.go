package api

import "net/http"

// origins are the origins whose pages may read answers. Nothing is authenticated by cookie, so a page needs a key as well.
type origins map[string]bool

func newOrigins(allowed []string) origins {
	found := make(origins, len(allowed))
	for _, origin := range allowed {
		found[origin] = true
	}
	return found
}

// allow adds the headers for a page of an allowed origin, to refusals too: a page cannot read them otherwise. It says
// whether the request was a browser's question before the actual request, and is answered with that.
func (o origins) allow(header http.Header, r *http.Request) bool {
	if len(o) == 0 {
		return false
	}
	header.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if !o[origin] {
		return false
	}
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate, "+headerRequestID)
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	header.Set("Access-Control-Allow-Methods", "GET, POST")
	header.Set("Access-Control-Allow-Headers",
		"Authorization, Content-Type, "+headerIdempotencyKey+", "+headerActingUser+", "+headerCost+", "+headerKey+", "+headerRequestID)
	header.Set("Access-Control-Max-Age", "600")
	return true
}
