import { Link } from '@tanstack/react-router';
import { useMay } from '../api/context';
import { graphql } from '../gql';
import type { HistoryQuery } from '../gql/graphql';
import { ShortList } from '../list/ShortList';
import { useFormats, useSay } from '../text/text';
import { Changes } from './Changes';

const historyDocument = graphql(`
  query History($first: Int, $after: String, $filter: AuditLogFilter, $mayReadUsers: Boolean!) {
    auditLog(first: $first, after: $after, filter: $filter) {
      nodes { id at action actor { applicationName applicationId userId user @include(if: $mayReadUsers) { firstName lastName } } requestId changes { field before after } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
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
  const mayReadUsers = useMay('USER_ACCESS_READ');
  return (
    <ShortList name={['history', subjectId]} empty={say('history.empty')} load={(client, page, signal) => client.query(historyDocument, { ...page, filter: { subjectId }, mayReadUsers }, { signal }).then(({ auditLog }) => auditLog)}>
      {(records) => (
        <ol className="records">
          {records.map((record) => (
            <RecordEntry key={record.id} record={record} />
          ))}
        </ol>
      )}
    </ShortList>
  );
}

/** One record, as a sentence and its changes. */
function RecordEntry({ record }: { record: AuditRecord }) {
  const { time } = useFormats();
  return (
    <li>
      <p>
        <time dateTime={record.at}>{time(record.at)}</time> · <Who actor={record.actor} /> · <code>{record.action}</code>
      </p>
      <Changes changes={record.changes ?? []} />
    </li>
  );
}

export interface Actor {
  applicationName: string;
  applicationId?: string | null;
  userId?: string | null;
  /** Left out for a key that may not read users. */
  user?: { firstName: string; lastName: string } | null;
}

/** Who changed something: the acting user and the application, with links for a key that may open them. */
export function Who({ actor: { applicationName, applicationId, userId, user } }: { actor: Actor }) {
  const isAdmin = useMay('ADMIN');
  const application = isAdmin && applicationId ? <Link to={`/applications/${applicationId}`}>{applicationName}</Link> : applicationName;
  if (!userId) return application;
  return (
    <>
      {user ? <Link to={`/users/${userId}`}>{`${user.firstName} ${user.lastName}`}</Link> : <code>{userId}</code>} ({application})
    </>
  );
}
