import { Link } from '@tanstack/react-router';
import type { UserAccessType } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { describeAccess, UsableBadge } from './accesses';

interface Row {
  id: string;
  type: UserAccessType;
  ssoId?: string;
  name?: string;
  roles: readonly string[];
  usable?: boolean | null;
  user?: { firstName: string; lastName: string } | null;
  customer?: { name: string } | null;
}

/** User accesses within another page. The user is left out where the page is about one. */
export function AccessTable({ title, accesses }: { title: string; accesses: readonly Row[] }) {
  const say = useSay();
  const hasUsers = accesses.some(({ user }) => user);
  return (
    <div className="rows short" tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('userAccesses.one')}</th>
            {hasUsers && <th scope="col">{say('field.userId')}</th>}
            <th scope="col">{say('field.customerId')}</th>
            <th scope="col">{say('field.roles')}</th>
            <th scope="col">{say('field.state')}</th>
          </tr>
        </thead>
        <tbody>
          {accesses.map((access) => (
            <tr key={access.id}>
              <td>
                <Link to={`/user-accesses/${access.id}`}>{describeAccess(access, say)}</Link>
              </td>
              {hasUsers && <td data-label={say('field.userId')}>{access.user && `${access.user.firstName} ${access.user.lastName}`}</td>}
              <td data-label={say('field.customerId')}>{access.customer?.name}</td>
              <td data-label={say('field.roles')}>{access.roles.join(', ') || say('app.none')}</td>
              <td data-label={say('field.state')}>
                <UsableBadge usable={access.usable} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
