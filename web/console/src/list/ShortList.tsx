import type { ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Client, Page } from 'accessgraph';
import { useSession } from '../api/context';
import { useSay } from '../text/text';
import { Problem } from '../ui/Problem';
import { Button, Loading } from '../ui/ui';

interface Props<Row> {
  /** What tells this list from others in the cache. */
  name: readonly string[];
  empty: string;
  load: (client: Client, page: { first: number; after: string | undefined }, signal: AbortSignal) => Promise<Page<Row> | null | undefined>;
  children: (rows: readonly Row[]) => ReactNode;
}

const pageSize = 25;

/** A list within a page. More of it is read when a person asks for it. */
export function ShortList<Row>({ name, empty, load, children }: Props<Row>) {
  const say = useSay();
  const { client } = useSession();
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['list', ...name],
    queryFn: ({ pageParam, signal }) => load(client, { first: pageSize, after: pageParam }, signal).then((page) => page ?? null),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last?.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? undefined) : undefined),
  });
  if (isPending) return <Loading />;
  const rows = data?.pages.flatMap((page) => page?.nodes ?? []) ?? [];
  return (
    <>
      {rows.length > 0 ? children(rows) : error === null && <p className="faint">{empty}</p>}
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {hasNextPage && (
        <div className="buttons">
          <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {say('list.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}
