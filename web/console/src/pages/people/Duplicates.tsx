import { Link } from '@tanstack/react-router';
import { useSay } from '../../text/text';
import { nameOf } from './parts';

interface Person {
  id: string;
  firstName: string;
  lastName: string;
  emailAddress: string;
}

/** Who was just created, and who is probably the same person. */
export function Duplicates({ created, duplicates, path }: { created: Person; duplicates: readonly Person[]; path: string }) {
  const say = useSay();
  return (
    <section className="notice" role="status">
      <p>
        {say('people.created')} <Link to={`${path}/${created.id}`}>{nameOf(created)}</Link>
      </p>
      <p>{say('people.duplicates')}</p>
      <ul>
        {duplicates.map((person) => (
          <li key={person.id}>
            <Link to={`${path}/${person.id}`}>{nameOf(person)}</Link> <span className="faint">{person.emailAddress}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
