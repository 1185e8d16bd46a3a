import { Link } from '@tanstack/react-router';
import { useSay } from '../../text/text';
import { EnabledBadge } from '../../ui/Enabled';

interface Row {
  id: string;
  firstName: string;
  lastName: string;
  enabled: boolean;
}

/** Users as a short list. */
export function UserTable({ users }: { users: readonly Row[] }) {
  const say = useSay();
  return (
    <ul className="plain">
      {users.map(({ id, firstName, lastName, enabled }) => (
        <li key={id}>
          <Link to={`/users/${id}`}>{`${lastName}, ${firstName}`}</Link>
          {enabled ? <span className="faint">{say('app.enabled')}</span> : <EnabledBadge enabled={false} />}
        </li>
      ))}
    </ul>
  );
}
