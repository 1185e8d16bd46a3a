package config

import (
	"errors"
	"net/url"
)

// Client says how a subcommand that is a client of the API reaches it.
type Client struct {
	Endpoint Endpoint `name:"endpoint" env:"ACCESSGRAPH_ENDPOINT" default:"http://127.0.0.1:8080/graphql" placeholder:"URL" help:"Endpoint of the API."`
	APIKey   string   `name:"api-key" env:"ACCESSGRAPH_API_KEY" hidden:"" noflag:"" secret:"" help:"Key that clients of the API send."`
}

// Endpoint is the URL of the API.
type Endpoint string

// UnmarshalText reads a URL.
func (e *Endpoint) UnmarshalText(text []byte) error {
	parsed, err := url.Parse(string(text))
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "" || parsed.User != nil {
		return errors.New("it must be a URL such as https://access.example.com/graphql")
	}
	*e = Endpoint(text)
	return nil
}
