// The genqlient command tries the generated Go client on a running server: it creates a user and an access of theirs,
// and leaves everything optional unset. ENDPOINT and API_KEY say where and as whom.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/Khan/genqlient/graphql"

	"accessgraph/clients/genqlient/generated"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := run(ctx, os.Getenv("ENDPOINT"), os.Getenv("API_KEY")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, url, key string) error {
	client := graphql.NewClient(url, &http.Client{Transport: keyed{key}})

	customer, err := generated.CreateCustomer(ctx, client, &generated.CreateCustomerInput{Name: "Example Networks"})
	if err != nil {
		return fmt.Errorf("creating a customer: %w", err)
	}
	user, err := generated.CreateUser(ctx, client, &generated.CreateUserInput{
		FirstName: "Nora", LastName: "Operator", Language: "en", CustomerId: customer.CreateCustomer.Customer.Id,
	})
	if err != nil {
		return fmt.Errorf("creating a user: %w", err)
	}
	if err := updateInPart(ctx, client, user.CreateUser.User.Id); err != nil {
		return err
	}
	answer, err := generated.CreateUserAccess(ctx, client, &generated.CreateUserAccessInput{
		UserId: user.CreateUser.User.Id,
		Type:   &generated.UserAccessTypeInput{Api: &generated.ApiAccessInput{Name: "New application API access"}},
	})
	if err != nil {
		return fmt.Errorf("creating a user access: %w", err)
	}
	access, ok := answer.CreateUserAccess.UserAccess.(*generated.CreateUserAccessCreateUserAccessCreateUserAccessPayloadUserAccessApiAccess)
	if !ok || access.Name != "New application API access" || access.CreatedAt.IsZero() {
		return fmt.Errorf("the user access is not the one that was asked for: %#v", answer.CreateUserAccess.UserAccess)
	}

	_, err = generated.ActivateTwice(ctx, client, &generated.ActivateAccessInput{AccessId: "nonsense"})
	if err == nil {
		return errors.New("an error did not reach the client")
	}
	fmt.Printf("created %s for %s; an error reads: %v\n", access.Id, user.CreateUser.User.Id, err)
	return nil
}

// updateInPart sets one field of a user, and requires the others to stay.
func updateInPart(ctx context.Context, client graphql.Client, userID string) error {
	name := "Byron"
	updated, err := generated.UpdateUser(ctx, client, &generated.UpdateUserInput{UserId: userID, LastName: &name})
	if err != nil {
		return fmt.Errorf("updating a user in part: %w", err)
	}
	if user := updated.UpdateUser.User; user.FirstName != "Nora" || user.LastName != name || user.Language != "en" {
		return fmt.Errorf("a partial update changed other fields: %#v", user)
	}
	return nil
}

// keyed sends the API key with every request.
type keyed struct{ key string }

// RoundTrip implements http.RoundTripper.
func (k keyed) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.Header.Set("X-API-Key", k.key)
	return http.DefaultTransport.RoundTrip(request)
}
