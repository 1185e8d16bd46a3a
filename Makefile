# What a contributor does, by name. `make` lists it. CONTRIBUTING.md says when to use which.

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null)
PROGRAM ?= accessgraph
# A folder or pattern of packages, such as ./api or ./domain/...
PACKAGES ?= ./...
NPM_CI = npm ci --ignore-scripts --no-audit --no-fund

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## Start the server on http://127.0.0.1:8080 with its data in ./data
	go run .

.PHONY: build
build: ## Build the program as a release does, with its version set from git
	CGO_ENABLED=0 go build -trimpath -ldflags '-X main.version=$(VERSION)' -o '$(PROGRAM)' .

.PHONY: release
release: ## Build the archives of a release into dist, for every system (minutes; commit first)
	tools/release dist

.PHONY: test
test: ## Run the tests (PACKAGES=./api for one package)
	go test $(PACKAGES)

.PHONY: lint
lint: lint-go lint-schema ## Run every linter

.PHONY: lint-go
lint-go: ## Format, vet and lint the Go code, and check the arrows between packages
	test -z "$$(git ls-files '*.go' | xargs gofmt -l | tee /dev/stderr)"
	go vet ./...
	go tool -modfile=tools/go.mod golangci-lint run ./...
	cd clients/go && go tool -modfile=../../tools/go.mod golangci-lint run ./...
	tools/check-arrows

.PHONY: lint-schema
lint-schema: tools/schema-lint/node_modules ## Lint the files of the GraphQL schema
	npm --prefix tools/schema-lint run --silent lint

.PHONY: generate
generate: ## Write everything that is generated: resolvers, schema.graphql, pages of docs
	go generate ./...

.PHONY: schema-diff
schema-diff: tools/schema-diff/node_modules ## Check that docs/schema-changes.md lists every breaking change
	npm --prefix tools/schema-diff run --silent test
	npm --prefix tools/schema-diff run --silent check

.PHONY: schema-changes
schema-changes: tools/schema-diff/node_modules ## Write the list of breaking changes in docs/schema-changes.md
	npm --prefix tools/schema-diff run --silent write

.PHONY: clients
clients: clients-typescript clients-go clients-relay clients-persisted ## Generate clients from schema.graphql and run them

.PHONY: clients-typescript
clients-typescript: build clients-build ## Run the TypeScript client and the snippets of its pages
	PROGRAM='$(abspath $(PROGRAM))' npm --prefix clients/typescript run --silent test
	PROGRAM='$(abspath $(PROGRAM))' npm --prefix clients/typescript run --silent snippets

.PHONY: clients-build
clients-build: clients/node_modules ## Build the package of the TypeScript client from schema.graphql
	npm --prefix clients/typescript run --silent build

.PHONY: clients-go
clients-go: ## Generate the Go client, and test it and the pages about clients on the built program
	cd clients/go && go generate ./... && go vet ./... && go test ./...

.PHONY: clients-relay
clients-relay: clients-build ## Compile documents with the Relay compiler
	npm --prefix clients/relay run --silent check

.PHONY: clients-persisted
clients-persisted: build clients-relay ## Send persisted operations with Apollo Client and urql
	npm --prefix clients/persisted run --silent check -- '$(abspath $(PROGRAM))'

.PHONY: playground
playground: web/playground/node_modules ## Build the playground from its sources
	npm --prefix web/playground run --silent build

.PHONY: console
console: clients-build web/console/node_modules ## Build the console from its sources
	npm --prefix web/console run --silent build

.PHONY: bench
bench: ## Measure the embedded store against the bare engine below it (minutes)
	go run ./bench

.PHONY: bench-peers
bench-peers: ## Compare with other servers of the same operations on one store (minutes; FLAGS='-peers accessgraph' for some)
	go run ./bench/peers $(FLAGS)

.PHONY: profile
profile: ## Write default.pgo, the profile that go build optimizes the program by (a minute)
	go run ./bench/profile

.PHONY: gate
gate: ## Run everything that a change must pass (about a quarter of an hour; commit first)
	.ci/run

%/node_modules: %/package-lock.json %/package.json
	cd $* && $(NPM_CI)
	touch $@
