package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
)

// backend forwards operations that the front end was built with, and no others.
type backend struct {
	proxy     *httputil.ReverseProxy
	documents map[string]string // the text of each operation, by its ID
	userOf    func(session string) (userID string, ok bool)
}

// newHandler returns the backend. It refuses requests that another site has a browser send.
func newHandler(endpoint *url.URL, key string, documents map[string]string, userOf func(string) (string, bool)) http.Handler {
	proxy := &httputil.ReverseProxy{Rewrite: func(request *httputil.ProxyRequest) {
		request.Out.URL, request.Out.Host = endpoint, endpoint.Host
		// Only what is listed here goes on: no cookie, and no key or user that the browser names.
		request.Out.Header = http.Header{
			"Content-Type":  {"application/json"},
			"Accept":        {"application/graphql-response+json"},
			"X-Api-Key":     {key},
			"X-Acting-User": {request.In.Header.Get("X-Acting-User")},
		}
		if intention := request.In.Header.Get("Idempotency-Key"); intention != "" {
			request.Out.Header.Set("Idempotency-Key", intention) // it counts for this user only
		}
	}}
	return http.NewCrossOriginProtection().Handler(&backend{proxy: proxy, documents: documents, userOf: userOf})
}

// ServeHTTP takes {"documentId": …, "variables": …} from the user of a session.
func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	cookie, err := r.Cookie("__Host-session")
	if err != nil {
		http.Error(w, "log in first", http.StatusUnauthorized)
		return
	}
	userID, ok := b.userOf(cookie.Value)
	if !ok {
		http.Error(w, "log in again", http.StatusUnauthorized)
		return
	}
	var request struct {
		DocumentID string          `json:"documentId"`
		Variables  json.RawMessage `json:"variables,omitempty"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&request); err != nil {
		http.Error(w, "the body is not a request", http.StatusBadRequest)
		return
	}
	document, ok := b.documents[request.DocumentID]
	if !ok || r.Method != http.MethodPost {
		http.Error(w, "there is no such operation", http.StatusBadRequest)
		return
	}
	body, err := json.Marshal(map[string]any{"query": document, "variables": request.Variables})
	if err != nil {
		http.Error(w, "the variables are not valid", http.StatusBadRequest)
		return
	}
	r.Header.Set("X-Acting-User", userID)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	b.proxy.ServeHTTP(w, r)
}
