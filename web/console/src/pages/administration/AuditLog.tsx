import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/context';
import { graphql } from '../../gql';
import type { AuditLogQuery } from '../../gql/graphql';
import { TimeField } from '../../form/TimeField';
import { ListPage, type ListSpec } from '../../list/ListPage';
import { isText } from '../../text/catalogue';
import { useFormats, useSay } from '../../text/text';
import { Changes } from '../../ui/Changes';
import { Who } from '../../ui/History';
import { pathOf } from '../../ui/links';
import { ActionField, ApplicationField } from './auditFilters';

const document = graphql(`
  query AuditLog($first: Int, $after: String, $filter: AuditLogFilter, $mayReadUsers: Boolean!) {
    auditLog(first: $first, after: $after, filter: $filter) {
      nodes {
        id at action requestId subjectId subjectType deletedSubjectName
        actor { applicationName applicationId userId user @include(if: $mayReadUsers) { firstName lastName } }
        subject {
          __typename
          ... on Access { firstName lastName }
          ... on AccessRule { name }
          ... on Application { name }
          ... on Customer { name }
          ... on ExternalPersonalIdentity { firstName lastName }
          ... on ExternalRole { name }
          ... on ExternalRoleAccount { firstName lastName }
          ... on Identifier { name }
          ... on Passage { reader }
          ... on User { firstName lastName }
          ... on UserAccess { user { firstName lastName } }
          ... on UserAccessRole { code }
        }
        changes { field before after }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type Row = NonNullable<AuditLogQuery['auditLog']>['nodes'][number];

const specFor = (mayReadUsers: boolean): ListSpec<Row> => ({
  name: 'auditLog',
  title: 'audit.title',
  empty: 'audit.empty',
  filters: [
    { name: 'subject', label: 'audit.subjectId' },
    { name: 'application', label: 'audit.application', field: ApplicationField },
    { name: 'action', label: 'audit.action', field: ActionField },
    { name: 'from', label: 'audit.from', field: TimeField },
    { name: 'to', label: 'audit.to', field: TimeField },
    { name: 'request', label: 'audit.requestId' },
  ],
  columns: [
    { label: 'field.at', cell: (record) => <At record={record} /> },
    { label: 'audit.who', cell: ({ actor }) => <Who actor={actor} /> },
    { label: 'audit.action', cell: ({ action }) => <code>{action}</code> },
    { label: 'audit.subject', cell: (record) => <Subject record={record} /> },
    { label: 'audit.changes', cell: (record) => <ChangesOrScope record={record} /> },
  ],
  load: (client, { subject, application, action, from, to, request }, page, signal) =>
    client
      .query(document, { ...page, filter: { subjectId: subject, applicationId: application, action, from, to, requestId: request }, mayReadUsers }, { signal })
      .then(({ auditLog }) => auditLog),
});

const specs = { withUsers: specFor(true), withoutUsers: specFor(false) };

/** All changes of the company, newest first. */
export function AuditLog() {
  return <ListPage spec={useMay('USER_ACCESS_READ') ? specs.withUsers : specs.withoutUsers} />;
}

/** When a record was made, and the way to what the same request changed. */
function At({ record }: { record: Row }) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <>
      <time dateTime={record.at}>{time(record.at)}</time>
      <br />
      <Link className="faint" to="/audit-log" search={{ request: record.requestId } as never}>
        {say('audit.sameRequest')}
      </Link>
    </>
  );
}

/** The object that was changed. It has a link while it exists and the key may read it. */
function Subject({ record: { subjectId, subjectType, deletedSubjectName, subject } }: { record: Row }) {
  const say = useSay();
  if (!subjectId) return say('app.none');
  const path = subject ? pathOf(subjectId) : null;
  const kind = `kind.${subject?.__typename ?? subjectType}`;
  return (
    <>
      {isText(kind) && <>{say(kind)} </>}
      {path !== null ? <Link to={path}>{nameOf(subject) || subjectId}</Link> : deletedSubjectName ? say('audit.deleted', { name: deletedSubjectName }) : <code>{subjectId}</code>}
      <br />
      <Link className="faint" to="/audit-log" search={{ subject: subjectId } as never}>
        {say('audit.sameSubject')}
      </Link>
    </>
  );
}

function nameOf(subject: Row['subject']): string {
  if (!subject) return '';
  if ('firstName' in subject) return `${subject.firstName} ${subject.lastName}`;
  if ('name' in subject) return subject.name;
  if ('code' in subject) return subject.code;
  if ('user' in subject) return subject.user ? `${subject.user.firstName} ${subject.user.lastName}` : '';
  return 'reader' in subject ? subject.reader : '';
}

/** What was changed; the server leaves it out for a key that may not read the object. */
function ChangesOrScope({ record: { changes } }: { record: Row }) {
  const say = useSay();
  return changes ? <Changes changes={changes} /> : <span className="faint">{say('audit.hidden')}</span>;
}
