import { graphql } from '../../gql';
import type { IdentifierAffiliation, IdentifierFilter, IdentifiersQuery, IdentifierType } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { useSay } from '../../text/text';
import { Lookup } from './Lookup';
import { Obstacles } from './obstacles';
import { IdentifierNumber } from './IdentifierNumber';
import { HolderLink } from './links';

const document = graphql(`
  query Identifiers($first: Int, $after: String, $filter: IdentifierFilter, $orderBy: IdentifierOrder) {
    identifiers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id name affiliation type number enabled holderId
        holder { __typename id firstName lastName ... on User { enabled } ... on ExternalPersonalIdentity { state } }
        validity { from to maxPasses passesLeft }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<IdentifiersQuery['identifiers']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'identifiers',
  title: 'identifiers.title',
  empty: 'identifiers.empty',
  search: 'rules.search',
  create: { to: '/identifiers/new', needs: 'ACCESS_RULE_WRITE' },
  actions: <Lookup />,
  to: ({ id }) => `/identifiers/${id}`,
  orders: [
    { value: 'NAME', label: 'order.name' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  filters: [
    {
      name: 'type',
      label: 'identifiers.type',
      options: [
        { value: 'CARD', label: 'type.CARD' },
        { value: 'UKEY', label: 'type.UKEY' },
        { value: 'INPUT_CODE', label: 'type.INPUT_CODE' },
        { value: 'LICENSE_PLATE', label: 'type.LICENSE_PLATE' },
      ],
    },
    {
      name: 'affiliation',
      label: 'identifiers.affiliation',
      options: [
        { value: 'OWNER', label: 'affiliation.OWNER' },
        { value: 'GUEST', label: 'affiliation.GUEST' },
      ],
    },
    {
      name: 'enabled',
      label: 'identifiers.enabled',
      options: [
        { value: 'yes', label: 'app.yes' },
        { value: 'no', label: 'app.no' },
      ],
    },
  ],
  columns: [
    { label: 'field.name', cell: ({ name }) => name },
    { label: 'identifiers.type', cell: ({ type }) => <Said text={`type.${type}`} /> },
    { label: 'identifiers.number', cell: (row) => <IdentifierNumber identifier={row} /> },
    { label: 'identifiers.affiliation', cell: ({ affiliation }) => <Said text={`affiliation.${affiliation}`} /> },
    { label: 'identifiers.holder', cell: ({ holder, holderId }) => <HolderLink holder={holder} holderId={holderId} /> },
    { label: 'identifiers.state', cell: (row) => <Obstacles identifier={row} /> },
  ],
  load: (client, { search, order, type, affiliation, enabled }, page, signal) => {
    const filter: IdentifierFilter = {
      nameStartsWith: search ? search : null,
      type: type ? (type as IdentifierType) : null,
      affiliation: affiliation ? (affiliation as IdentifierAffiliation) : null,
      enabled: enabled ? enabled === 'yes' : null,
    };
    return client
      .query(document, { ...page, filter, orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'NAME', direction: 'ASC' } }, { signal })
      .then(({ identifiers }) => identifiers);
  },
};

function Said({ text }: { text: `type.${IdentifierType}` | `affiliation.${IdentifierAffiliation}` }) {
  return useSay()(text);
}

/** The cards, keys, codes and plates of the company. */
export function Identifiers() {
  return <ListPage spec={spec} />;
}
