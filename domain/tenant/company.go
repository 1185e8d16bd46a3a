package tenant

import "accessgraph/domain/document"

// Company is the tenant. Its CompanyID is its own ID.
type Company struct {
	document.Base `bson:",inline"`
	Name          string `bson:"name"`
}
