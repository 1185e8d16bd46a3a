// What the compiler of Relay needs.
import { fileURLToPath } from "node:url";

/** Returns the configuration of the Relay compiler for the schema of this package. Options of yours come last. */
export function relayConfig<Options extends object>(options: Options) {
  return {
    src: "src",
    schema: fileURLToPath(new URL("schema.graphql", import.meta.url)),
    language: "typescript",
    eagerEsModules: true,
    customScalarTypes: { DateTime: "string", JSON: "unknown", LocalDate: "string", LocalTime: "string", TimeZone: "string" },
    excludes: ["**/node_modules/**", "**/__generated__/**"],
    ...options,
  };
}
