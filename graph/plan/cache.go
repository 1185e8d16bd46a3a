package plan

import (
	"container/list"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// cache is an LRU cache of the plans of operations, limited in bytes. Its key is the parsed operation, not its text: the cache
// of documents decides which texts share an operation.
type cache struct {
	mutex   sync.Mutex
	maximum int
	size    int
	recent  *list.List
	entries map[*ast.OperationDefinition]*list.Element
}

// entry is an operation in the cache, with a plan for each combination of the values of its conditions.
type entry struct {
	operation  *ast.OperationDefinition
	conditions []string
	plans      map[string]*Plan
	size       int
}

func newCache(maximum int) *cache {
	return &cache{maximum: maximum, recent: list.New(), entries: map[*ast.OperationDefinition]*list.Element{}}
}

// plan returns the plan of an operation for the values of its variables, and compiles it if necessary.
func (c *cache) plan(
	document *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any,
	compile func(conditions map[string]bool) (*Plan, error),
) (*Plan, error) {
	names, ok := c.conditions(operation)
	if !ok {
		names = conditionsOf(document, operation)
	}
	outcome := make([]byte, len(names))
	for i, name := range names {
		if value, _ := variables[name].(bool); value {
			outcome[i] = 1
		}
	}
	if plan, ok := c.get(operation, string(outcome)); ok {
		return plan, nil
	}
	conditions := make(map[string]bool, len(names))
	for i, name := range names {
		conditions[name] = outcome[i] == 1
	}
	plan, err := compile(conditions)
	if err != nil {
		return nil, err
	}
	c.add(operation, names, string(outcome), plan)
	return plan, nil
}

// conditions returns the variables of @skip and @include of an operation. ok is false if the operation is not in the cache.
func (c *cache) conditions(operation *ast.OperationDefinition) (names []string, ok bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element, ok := c.entries[operation]
	if !ok {
		return nil, false
	}
	return entryOf(element).conditions, true
}

func (c *cache) get(operation *ast.OperationDefinition, outcome string) (*Plan, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element, ok := c.entries[operation]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(element)
	plan, ok := entryOf(element).plans[outcome]
	return plan, ok
}

// add adds a plan unless it is larger than an eighth of the cache, which is also the limit of one operation.
func (c *cache) add(operation *ast.OperationDefinition, conditions []string, outcome string, plan *Plan) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if plan.size > c.maximum/8 {
		return
	}
	element, ok := c.entries[operation]
	if !ok {
		element = c.recent.PushFront(&entry{operation: operation, conditions: conditions, plans: map[string]*Plan{}})
		c.entries[operation] = element
	}
	e := entryOf(element)
	if e.size+plan.size > c.maximum/8 {
		c.size -= e.size
		e.size, e.plans = 0, map[string]*Plan{}
	}
	if _, ok := e.plans[outcome]; !ok {
		e.plans[outcome] = plan
		e.size += plan.size
		c.size += plan.size
	}
	for c.size > c.maximum {
		last := c.recent.Back()
		c.size -= entryOf(last).size
		delete(c.entries, entryOf(last).operation)
		c.recent.Remove(last)
	}
}

func entryOf(element *list.Element) *entry {
	e, _ := element.Value.(*entry)
	return e
}
