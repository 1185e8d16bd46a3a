package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/document"
)

// ofAnyCompany finds a document without its company: for a secret by its hash, and for the operator. It returns
// document.ErrAbsent when there is none.
func (c *Collection[T, F]) ofAnyCompany(ctx context.Context, filter bson.D) (*T, error) {
	raw, err := c.stored.documents.FindOne(ctx, filter).Raw()
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, c.failure(err)
	}
	return c.decode(raw)
}
