import { graphql } from '../../gql';
import type { AccessRulesQuery } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { ReaderField } from './ReaderField';

const document = graphql(`
  query AccessRules($first: Int, $after: String, $filter: AccessRuleFilter, $orderBy: AccessRuleOrder) {
    accessRules(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name description settings { reader relays } referencesCount { identifiers } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<AccessRulesQuery['accessRules']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'accessRules',
  title: 'rules.title',
  empty: 'rules.empty',
  search: 'rules.search',
  create: { to: '/access-rules/new', needs: 'ACCESS_RULE_WRITE' },
  to: ({ id }) => `/access-rules/${id}`,
  orders: [
    { value: 'NAME', label: 'order.name' },
    { value: 'CREATED_AT', label: 'order.newest' },
  ],
  filters: [{ name: 'reader', label: 'rules.reader', field: ReaderField }],
  columns: [
    { label: 'field.name', cell: ({ name }) => name },
    { label: 'field.description', cell: ({ description }) => description },
    { label: 'rules.readers', cell: ({ settings }) => settings.map(({ reader }) => reader).join(', ') },
    { label: 'rules.used', cell: ({ referencesCount }) => referencesCount?.identifiers ?? '' },
  ],
  load: (client, { search, order, reader }, page, signal) =>
    client
      .query(document, { ...page, filter: { nameStartsWith: search ? search : null, reader: reader ? reader : null }, orderBy: order === 'CREATED_AT' ? { field: 'CREATED_AT', direction: 'DESC' } : { field: 'NAME', direction: 'ASC' } }, { signal })
      .then(({ accessRules }) => accessRules),
};

/** The access rules of the company. */
export function AccessRules() {
  return <ListPage spec={spec} />;
}
