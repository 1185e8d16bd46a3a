import { Link } from '@tanstack/react-router';
import type { IdentifierType } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { HolderLink } from './links';
import { Obstacles, type Passable } from './obstacles';

interface Row extends Passable {
  id: string;
  name: string;
  type: IdentifierType;
}

/** Identifiers, each with its holder and with what stands against it now. */
export function IdentifierTable({ title, identifiers }: { title: string; identifiers: readonly Row[] }) {
  const say = useSay();
  const labels = [say('identifiers.type'), say('identifiers.holder'), say('identifiers.state')];
  return (
    <div className="rows short" tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            {[say('field.name'), ...labels].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {identifiers.map((identifier) => (
            <tr key={identifier.id}>
              <td>
                <Link to={`/identifiers/${identifier.id}`}>{identifier.name}</Link>
              </td>
              <td data-label={labels[0]}>{say(`type.${identifier.type}`)}</td>
              <td data-label={labels[1]}>
                <HolderLink holder={identifier.holder} holderId={identifier.holderId} />
              </td>
              <td data-label={labels[2]}>
                <Obstacles identifier={identifier} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
