// The schema's types, the examples as typed documents, and a manifest of persisted documents, made from schema.graphql.
import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../schema.graphql",
  config: {
    scalars: { DateTime: "string", JSON: "unknown" },
    strictScalars: true,
    useTypeImports: true,
  },
  generates: {
    "generated/schema.ts": { plugins: ["typescript"] },
    "generated/examples.ts": { documents: "../examples/*.graphql", plugins: ["typescript-operations", "typed-document-node"] },
    "generated/operations.ts": { documents: "operations/*.graphql", plugins: ["typescript-operations", "typed-document-node"] },
    "generated/persisted/": { preset: "client", documents: "operations/*.graphql", presetConfig: { persistedDocuments: true } },
  },
};

export default config;
