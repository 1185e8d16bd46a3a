package accessgraph_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/operations"
	"accessgraph/clients/go/schema"
)

// Creating an object.
func ExampleClient() {
	ctx := context.Background()

	client := accessgraph.NewClient(os.Getenv("ENDPOINT"), accessgraph.Options{Key: os.Getenv("API_KEY")})
	created, err := operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: "Example Networks"})
	if err != nil {
		log.Fatal(err) // errors.As finds an *accessgraph.Error, with its code, its reason, and the fields that are wrong
	}
	fmt.Println(created.CreateCustomer.Customer.Name)

	// Output: Example Networks
}

// Creating objects, changing one field, and reading a list.
func Example() {
	ctx := context.Background()
	client := accessgraph.NewClient(os.Getenv("ENDPOINT"), accessgraph.Options{Key: os.Getenv("API_KEY")})

	created, err := operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: "Example Networks"})
	if err != nil {
		log.Fatal(err)
	}
	customer := created.CreateCustomer.Customer
	user, err := operations.CreateUser(ctx, client, schema.CreateUserInput{
		CustomerId: customer.Id, FirstName: "Ada", LastName: "Lovelace",
	})
	if err != nil {
		log.Fatal(err)
	}
	// A field that is not set is not sent, and stays as it is.
	updated, err := operations.UpdateUser(ctx, client, schema.UpdateUserInput{
		UserId: user.CreateUser.User.Id, LastName: schema.Value("Byron"),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(updated.UpdateUser.User.FirstName, updated.UpdateUser.User.LastName)

	// Output: Ada Byron
}

// Showing what is wrong beside the fields of a form, and branching on the reason.
func ExampleError() {
	ctx := context.Background()
	client := accessgraph.NewClient(os.Getenv("ENDPOINT"), accessgraph.Options{Key: os.Getenv("API_KEY")})

	_, err := operations.CreateAccess(ctx, client, schema.CreateAccessInput{State: schema.Value(schema.AccessStateActive)})
	var failure *accessgraph.Error
	if !errors.As(err, &failure) {
		log.Fatal(err)
	}
	switch failure.Reason {
	case schema.ErrorReasonVersionConflict:
		fmt.Println("someone else has changed it: load it again")
	default:
		fields := failure.Fields()
		fmt.Println(failure.Code)
		fmt.Println("first name", fields["input.firstName"])
		fmt.Println("state", fields["input.state"])
	}
	for _, violation := range failure.Violations {
		fmt.Println(violation.Reason)
	}

	// Output:
	// NOT_VALID
	// first name must be specified
	// state must not be specified
	// ACCESS_NAME_REQUIRED
	// ACCESS_TYPE_PRIVATE_ID_MANAGED_REQUIRED
	// ACCESS_STATE_NOT_ALLOWED
}

// Reading a list of any length.
func ExampleAll() {
	ctx := context.Background()
	client := accessgraph.NewClient(os.Getenv("ENDPOINT"), accessgraph.Options{Key: os.Getenv("API_KEY")})
	for _, name := range []string{"Atlas", "Atlantic", "Atoll"} {
		if _, err := operations.CreateCustomer(ctx, client, schema.CreateCustomerInput{Name: name}); err != nil {
			log.Fatal(err)
		}
	}

	filter := &schema.CustomerFilter{NameStartsWith: schema.Value("at")}
	order := &schema.CustomerOrder{Field: schema.Value(schema.CustomerOrderFieldName)}
	load := func(after *string) (*operations.CustomerConnectionFields, error) {
		page, err := operations.Customers(ctx, client, new(2), after, filter, order)
		if err != nil {
			return nil, err
		}
		return page.Customers, nil
	}
	for customer, err := range accessgraph.All(load) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(customer.Name)
	}

	// Output:
	// Atlantic
	// Atlas
	// Atoll
}
