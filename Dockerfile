# The image of the server: the program, certificates of the public authorities, and nothing else. No shell, and no user but one that
# owns nothing outside its data.
#
#   docker build --build-arg VERSION="$(git describe --tags --always)" --tag accessgraph .
#   docker run --read-only --volume accessgraph:/data --publish 127.0.0.1:8080:8080 accessgraph
ARG GO_VERSION=1.26.8

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS=linux
ARG TARGETARCH=amd64
ARG VERSION
# The flags are those of `make build`.
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /image/accessgraph . \
 && mkdir -p /image/etc/ssl/certs \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && mkdir /image/data

FROM scratch
ARG VERSION
LABEL org.opencontainers.image.title="Accessgraph" \
      org.opencontainers.image.description="A GraphQL API server for who may get in where" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"
COPY --from=build --chown=65532:65532 /image/data /data
COPY --from=build /image/etc /etc
COPY --from=build /image/accessgraph /accessgraph
ENV ACCESSGRAPH_LISTEN=0.0.0.0:8080 \
    ACCESSGRAPH_DATA=/data
USER 65532:65532
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["/accessgraph", "health"]
ENTRYPOINT ["/accessgraph"]
CMD ["serve"]
