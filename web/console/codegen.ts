// The types of the console's own documents, which are beside the pages that use them.
import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema.graphql',
  documents: 'src/**/*.{ts,tsx}',
  ignoreNoDocuments: true,
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown', LocalDate: 'string', LocalTime: 'string', TimeZone: 'string' }, strictScalars: true, useTypeImports: true, enumsAsTypes: true },
    },
  },
};

export default config;
