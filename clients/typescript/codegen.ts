// The types and typed documents of operations/, made from schema.graphql, with a manifest of them for a server that trusts no others.
import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: "operations/*.graphql",
  generates: {
    "src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: { scalars: { ID: "string", DateTime: "string", JSON: "unknown", LocalDate: "string", LocalTime: "string", TimeZone: "string" }, strictScalars: true, useTypeImports: true, enumsAsTypes: true, dedupeFragments: true },
    },
  },
};

export default config;
