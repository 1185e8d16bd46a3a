import { useInfiniteQuery } from '@tanstack/react-query';
import { useMay, useSession } from '../api/context';
import { graphql } from '../gql';
import type { HistoryQuery } from '../gql/graphql';
import { useFormats, useSay } from '../text/text';
import { Problem } from './Problem';
import { Button, Loading } from './ui';

const historyDocument = graphql(`
  query History($first: Int, $after: String, $filter: AuditLogFilter) {
    auditLog(first: $first, after: $after, filter: $filter) {
      nodes { id at action actor { applicationName user { firstName lastName } } requestId changes { field before after } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type AuditRecord = NonNullable<HistoryQuery['auditLog']>['nodes'][number];

/** What happened to an object, newest first: who changed what, from what to what. */
export function History({ subjectId }: { subjectId: string }) {
  const say = useSay();
  const mayRead = useMay('AUDIT_READ');
  return (
    <section className="history" aria-label={say('history.title')}>
      <h2>{say('history.title')}</h2>
      {mayRead ? <Records subjectId={subjectId} /> : <p className="faint">{say('problem.scope', { scope: 'AUDIT_READ' })}</p>}
    </section>
  );
}

function Records({ subjectId }: { subjectId: string }) {
  const say = useSay();
  const { client } = useSession();
  const { data, error, isPending, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['history', subjectId],
    queryFn: ({ pageParam, signal }) => client.query(historyDocument, { first: 10, after: pageParam, filter: { subjectId } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.auditLog?.pageInfo.hasNextPage ? (last.auditLog.pageInfo.endCursor ?? undefined) : undefined),
  });
  if (isPending) return <Loading />;
  if (data === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <ol className="records">
        {data.pages.flatMap((page) => page.auditLog?.nodes ?? []).map((record) => (
          <RecordEntry key={record.id} record={record} />
        ))}
      </ol>
      {hasNextPage && <Button onPress={() => void fetchNextPage()}>{say('history.more')}</Button>}
    </>
  );
}

/** One record, as a sentence and its changes. */
export function RecordEntry({ record }: { record: AuditRecord }) {
  const { time } = useFormats();
  const { user, applicationName } = record.actor;
  const who = user ? `${user.firstName} ${user.lastName} (${applicationName})` : applicationName;
  return (
    <li>
      <p>
        <time dateTime={record.at}>{time(record.at)}</time> · {who} · <code>{record.action}</code>
      </p>
      <Changes changes={record.changes ?? []} />
    </li>
  );
}

/** What changed, each field with its value before and after. */
function Changes({ changes }: { changes: readonly { field: string; before?: unknown; after?: unknown }[] }) {
  const say = useSay();
  if (changes.length === 0) return null;
  return (
    <ul className="changes">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <code>{field}</code>{' '}
          {before !== null && before !== undefined && (
            <>
              <del aria-label={say('history.before')}>{written(before)}</del>{' '}
            </>
          )}
          {after !== null && after !== undefined && <ins aria-label={say('history.after')}>{written(after)}</ins>}
        </li>
      ))}
    </ul>
  );
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
