import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Page as ListResult } from 'accessgraph';
import { isAllowed, useSession } from '../api/context';
import type { Scope } from '../gql/graphql';
import { type TextKey, useSay } from '../text/text';
import { Problem } from '../ui/Problem';
import { Badge, Button, Loading, Page, Select, TextField } from '../ui/ui';
import { useDelayed } from './delayed';
import type { Client } from 'accessgraph';

/** A column. The first is the name of the row, and a link to it; on a phone the others are below it. */
export interface Column<Row> {
  label: TextKey;
  cell: (row: Row) => ReactNode;
}

/** A filter: a choice of a few values, a field of its own, or else a text. */
export interface Filter {
  /** Its name in the address of the page. */
  name: string;
  label: TextKey;
  options?: readonly { value: string; label: TextKey }[];
  field?: ComponentType<FilterField>;
}

/** What the field of a filter gets. An empty value filters nothing. */
export interface FilterField {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** What the address of a list says: the search, the order and the filters. */
export type ListState = Record<string, string | undefined>;

/** A list of one kind of object. */
export interface ListSpec<Row> {
  /** What tells this list from others in the cache. */
  name: string;
  title: TextKey;
  /** What an empty list says: what to do next. */
  empty: TextKey;
  columns: readonly [Column<Row>, ...Column<Row>[]];
  filters?: readonly Filter[];
  /** Filters by an ID, which only links to this list set: what each says. */
  related?: readonly { name: string; label: TextKey }[];
  /** The label of the search; none if the list cannot be searched. */
  search?: TextKey;
  /** The orders, the default first. */
  orders?: readonly { value: string; label: TextKey }[];
  /** The path of a row's page; null for a row without one. */
  to?: (row: Row) => string | null;
  /** The page that makes a new one, and the scope that it needs. */
  create?: { to: string; needs: Scope };
  actions?: ReactNode;
  load: (client: Client, state: ListState, page: { first: number; after: string | undefined }, signal: AbortSignal) => Promise<(ListResult<Row> & { totalCount?: number | null }) | null | undefined>;
}

const pageSize = 50;

/** A list that goes on as it is scrolled. Its state is in the address of the page. */
export function ListPage<Row extends { id: string }>({ spec }: { spec: ListSpec<Row> }) {
  const say = useSay();
  const { viewer } = useSession();
  const state: ListState = useSearch({ strict: false });
  return (
    <Page
      title={say(spec.title)}
      actions={
        <>
          {spec.actions}
          {spec.create !== undefined && isAllowed(viewer.scopes, spec.create.needs) && (
            <Link className="button primary" to={spec.create.to}>
              {say('list.new')}
            </Link>
          )}
        </>
      }
    >
      <ListControls spec={spec} state={state} />
      <Rows spec={spec} state={state} />
    </Page>
  );
}

function ListControls<Row>({ spec, state }: { spec: ListSpec<Row>; state: ListState }) {
  const say = useSay();
  const navigate = useNavigate();
  const set = (name: string, value: string): void => {
    // The state is replaced: the way back leads to the page before, not through every letter.
    void navigate({ to: '.', search: ((before: ListState) => ({ ...before, [name]: value === '' ? undefined : value })) as never, replace: true });
  };
  const isFiltered = Object.values(state).some((value) => value !== undefined);
  return (
    <div className="controls" role="search">
      {spec.search !== undefined && <TextField type="search" label={say(spec.search)} value={state['search'] ?? ''} onChange={(text) => set('search', text)} />}
      {spec.filters?.map(({ name, label, options, field: Field = TextField }) => {
        const field = { label: say(label), value: state[name] ?? '', onChange: (value: string) => set(name, value) };
        return options === undefined ? (
          <Field key={name} {...field} />
        ) : (
          <Select key={name} {...field} options={[{ value: '', label: say('list.any') }, ...options.map((option) => ({ value: option.value, label: say(option.label) }))]} />
        );
      })}
      {spec.orders !== undefined && (
        <Select
          label={say('list.order')}
          value={state['order'] ?? ''}
          options={spec.orders.map(({ value, label }, i) => ({ value: i === 0 ? '' : value, label: say(label) }))}
          onChange={(value) => set('order', value)}
        />
      )}
      {spec.related?.map(({ name, label }) => state[name] !== undefined && <Badge key={name} tone="good">{say(label)}</Badge>)}
      {isFiltered && <Button onPress={() => void navigate({ to: '.', search: {} as never, replace: true })}>{say('list.clear')}</Button>}
    </div>
  );
}

function Rows<Row extends { id: string }>({ spec, state }: { spec: ListSpec<Row>; state: ListState }) {
  const say = useSay();
  const { client } = useSession();
  const settled = useDelayed(state);
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['list', spec.name, settled],
    queryFn: ({ pageParam, signal }) => spec.load(client, settled, { first: pageSize, after: pageParam }, signal).then((page) => page ?? null),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last?.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? undefined) : undefined),
    placeholderData: keepPreviousData,
  });
  if (isPending) {
    return <Loading />;
  }
  const rows = data?.pages.flatMap((page) => page?.nodes ?? []) ?? [];
  if (error !== null && rows.length === 0) {
    return <Problem error={error} onRetry={() => void refetch()} />;
  }
  if (rows.length === 0) {
    const isFiltered = Object.values(settled).some((value) => value !== undefined);
    return <p className="empty">{say(isFiltered ? 'list.nothing' : spec.empty)}</p>;
  }
  const total = data?.pages[0]?.totalCount;
  return (
    <>
      <p className="faint" role="status">
        {typeof total === 'number' ? say('list.total', { count: total }) : say('list.rows', { count: rows.length })}
      </p>
      <VirtualRows rows={rows} spec={spec} onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined} />
      {error !== null ? <Problem error={error} onRetry={() => void fetchNextPage()} /> : <p className="faint">{say(hasNextPage ? 'list.more' : 'list.end')}</p>}
    </>
  );
}

/** Draws the rows that are on the screen, and a few around them. */
function VirtualRows<Row extends { id: string }>({ rows, spec, onEnd }: { rows: readonly Row[]; spec: ListSpec<Row>; onEnd: (() => void) | undefined }) {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => 44, overscan: 12, getItemKey: (i) => rows[i]?.id ?? i });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 10) onEnd?.();
  }, [last, rows.length, onEnd]);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className="rows" tabIndex={0} role="region" aria-label={say(spec.title)}>
      <table aria-rowcount={rows.length}>
        <thead>
          <tr>
            {spec.columns.map(({ label }) => (
              <th key={label} scope="col">
                {say(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr className="space" aria-hidden="true"><td style={{ height: before }} /></tr>}
          {items.map(({ index, key }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <tr key={key} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 1}>
                {spec.columns.map((column, i) => (
                  <Cell key={column.label} label={say(column.label)} to={i === 0 ? (spec.to?.(row) ?? null) : null}>
                    {column.cell(row)}
                  </Cell>
                ))}
              </tr>
            );
          })}
          {after > 0 && <tr className="space" aria-hidden="true"><td style={{ height: after }} /></tr>}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ label, to, children }: { label: string; to: string | null; children: ReactNode }) {
  return (
    <td data-label={label}>
      <div className="cell">{to === null ? children : <Link to={to}>{children}</Link>}</div>
    </td>
  );
}
