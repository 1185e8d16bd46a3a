// The schema's rules: graphql-eslint's schema-recommended and relay sets, on the files that people edit.
import graphql from "@graphql-eslint/eslint-plugin";

const schema = "graph/schema/**/*.graphqls";

// Payloads, connections and edges are answers, not objects: they have no identity of their own.
const answerSuffixes = ["Payload", "Connection", "Edge"];

// Values are parts of an object and are told apart by what they hold.
const valueTypes = [
  "AccessActivation",
  "AccessInvitation",
  "AccessNames",
  "AccessRuleReferencesCount",
  "AccessRuleSetting",
  "AccessTransition",
  "Actor",
  "Blocker",
  "ChangeEvent",
  "ChangePage",
  "Erasure",
  "ErrorDefinition",
  "FieldChange",
  "Holiday",
  "HolidayCalendarReferencesCount",
  "HolidayWindow",
  "IdentifierValidity",
  "Limit",
  "OpenedReader",
  "PageInfo",
  "PassageChange",
  "PassageDecision",
  "PassageDenialCount",
  "PassageHour",
  "PassageSummary",
  "PassagePreview",
  "ServerInfo",
  "TimeProfileReferencesCount",
  "TimeProfileStatus",
  "TimeWindow",
  "UserAgreement",
  "Viewer",
];

export default [
  {
    files: [schema],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      "@graphql-eslint/description-style": ["error", { style: "inline" }],
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
        },
      ],
      "@graphql-eslint/strict-id-in-types": [
        "error",
        {
          acceptedIdNames: ["id"],
          acceptedIdTypes: ["ID"],
          exceptions: { suffixes: answerSuffixes, types: valueTypes },
        },
      ],
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: true }],
      // Lists of scalars, values and a connection's `nodes` are meant to be lists.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: true, withEdgeSuffix: true },
      ],
    },
  },
  {
    // `User.userAccesses` and `UserAccess.userAccessRoles` repeat no prefix: user accesses and their roles are called so, and
    // accesses and roles are something else.
    files: ["graph/schema/user.graphqls", "graph/schema/user_access.graphqls"],
    rules: { "@graphql-eslint/no-typename-prefix": "off" },
  },
  {
    // `Reader.reader` is the text that access rules and passages call `reader`, too.
    files: ["graph/schema/reader.graphqls"],
    rules: { "@graphql-eslint/no-typename-prefix": "off" },
  },
  {
    // The entries of these pages are computed for a request, and have no IDs.
    files: ["graph/schema/opened_reader.graphqls", "graph/schema/passage_preview.graphqls"],
    rules: {
      "@graphql-eslint/relay-edge-types": [
        "error",
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false, withEdgeSuffix: true },
      ],
    },
  },
];
