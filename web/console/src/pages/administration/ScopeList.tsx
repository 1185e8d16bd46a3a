import type { Scope } from '../../gql/graphql';
import { useSay } from '../../text/text';

/** Scopes, each with what it allows. */
export function ScopeList({ scopes }: { scopes: readonly Scope[] }) {
  const say = useSay();
  if (scopes.length === 0) return say('app.none');
  return (
    <ul className="lines">
      {scopes.map((scope) => (
        <li key={scope}>
          <code>{scope}</code> <span className="faint">{say(`scope.${scope}`)}</span>
        </li>
      ))}
    </ul>
  );
}
