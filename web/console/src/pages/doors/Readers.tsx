import { graphql } from '../../gql';
import type { ReadersQuery } from '../../gql/graphql';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { ReaderLink } from './links';

const document = graphql(`
  query Readers($first: Int, $after: String, $filter: ReaderFilter) {
    readers(first: $first, after: $after, filter: $filter) {
      nodes { id reader accessRulesCount }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<ReadersQuery['readers']>['nodes'][number];

const spec: ListSpec<Row> = {
  name: 'readers',
  title: 'rules.readers',
  empty: 'readers.empty',
  search: 'readers.search',
  columns: [
    { label: 'rules.reader', cell: ({ reader }) => <ReaderLink reader={reader} /> },
    { label: 'rules.title', cell: ({ accessRulesCount }) => accessRulesCount },
  ],
  load: (client, { search }, page, signal) => client.query(document, { ...page, filter: search ? { startsWith: search } : null }, { signal }).then(({ readers }) => readers),
};

/** The readers that access rules have. */
export function Readers() {
  return <ListPage spec={spec} />;
}
