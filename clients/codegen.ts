// The schema's types, and the examples as typed documents, made from schema.graphql.
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
  },
};

export default config;
