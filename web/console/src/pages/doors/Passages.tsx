import { Link } from '@tanstack/react-router';
import { graphql } from '../../gql';
import type { PassageDenial, PassageFilter, PassagesQuery } from '../../gql/graphql';
import { TimeField } from '../../form/TimeField';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { useFormats, useSay } from '../../text/text';
import { Badge } from '../../ui/ui';
import { denials } from './DecisionSteps';
import { IdentifierFilter } from './IdentifierFilter';
import { HolderLink, ReaderLink } from './links';
import { ReaderField } from './ReaderField';

const document = graphql(`
  query Passages($first: Int, $after: String, $filter: PassageFilter, $orderBy: PassageOrder) {
    passages(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id createdAt reader granted relays denial identifierType maskedNumber identifierId holderId
        identifier { id name }
        holder { __typename id firstName lastName }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

export type PassageRow = NonNullable<PassagesQuery['passages']>['nodes'][number];

const spec: ListSpec<PassageRow> = {
  name: 'passages',
  title: 'passages.title',
  empty: 'passages.empty',
  actions: <DayLink />,
  to: ({ id }) => `/passages/${id}`,
  orders: [
    { value: 'DESC', label: 'order.newest' },
    { value: 'ASC', label: 'passages.oldest' },
  ],
  filters: [
    { name: 'reader', label: 'rules.reader', field: ReaderField },
    {
      name: 'granted',
      label: 'passages.result',
      options: [
        { value: 'yes', label: 'passages.granted' },
        { value: 'no', label: 'passages.denied' },
      ],
    },
    { name: 'denial', label: 'passages.denial', options: denials.map((value) => ({ value, label: `denial.${value}` as const })) },
    { name: 'from', label: 'passages.from', field: TimeField },
    { name: 'to', label: 'passages.to', field: TimeField },
    { name: 'identifier', label: 'passages.identifier', field: IdentifierFilter },
  ],
  columns: [
    { label: 'passages.time', cell: ({ createdAt }) => <Time at={createdAt} /> },
    { label: 'rules.reader', cell: ({ reader }) => <ReaderLink reader={reader} /> },
    { label: 'passages.identifier', cell: (passage) => <Presented passage={passage} /> },
    { label: 'identifiers.holder', cell: ({ holder, holderId }) => holderId && <HolderLink holder={holder} holderId={holderId} /> },
    { label: 'passages.result', cell: (passage) => <Result passage={passage} /> },
  ],
  load: (client, { reader, granted, denial, from, to, identifier, order }, page, signal) => {
    const filter: PassageFilter = {
      reader: reader ? reader : null,
      granted: granted ? granted === 'yes' : null,
      denial: denial ? (denial as PassageDenial) : null,
      from: from ? from : null,
      to: to ? to : null,
      identifierId: identifier ? identifier : null,
    };
    return client.query(document, { ...page, filter, orderBy: { field: 'CREATED_AT', direction: order === 'ASC' ? 'ASC' : 'DESC' } }, { signal }).then(({ passages }) => passages);
  },
};

function DayLink() {
  return (
    <Link className="button" to="/passages/day">
      {useSay()('day.title')}
    </Link>
  );
}

function Time({ at }: { at: string }) {
  return useFormats().time(at);
}

/** What was shown at the reader: the identifier, or what is recorded of a number. */
export function Presented({ passage: { identifier, identifierType, maskedNumber } }: { passage: Pick<PassageRow, 'identifier' | 'identifierType' | 'maskedNumber'> }) {
  const say = useSay();
  if (identifier) return <Link to={`/identifiers/${identifier.id}`}>{identifier.name}</Link>;
  return [identifierType && say(`type.${identifierType}`), maskedNumber].filter(Boolean).join(' ') || say('passages.unknown');
}

/** Whether the passage was granted, with its relays, or else why not. */
export function Result({ passage: { granted, relays, denial } }: { passage: Pick<PassageRow, 'granted' | 'relays' | 'denial'> }) {
  const say = useSay();
  return granted ? <Badge tone="good">{say('check.relays', { relays: relays.join(', ') })}</Badge> : <Badge tone="bad">{denial ? say(`denial.${denial}`) : say('passages.denied')}</Badge>;
}

/** What happened at the readers. */
export function Passages() {
  return <ListPage spec={spec} />;
}
