import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { FilterField } from '../../list/ListPage';
import { useSay } from '../../text/text';
import { Badge } from '../../ui/ui';

export type State = 'INVITED' | 'ACTIVE' | 'DEACTIVATED';

const states = [
  { value: 'INVITED', label: 'state.INVITED' },
  { value: 'ACTIVE', label: 'state.ACTIVE' },
  { value: 'DEACTIVATED', label: 'state.DEACTIVATED' },
] as const;

/** The filter by any number of states. */
export const statesFilter = { name: 'state', label: 'field.state', field: StatesField } as const;

function StatesField({ label, value, onChange }: FilterField) {
  const say = useSay();
  const chosen = statesOf(value) ?? [];
  const toggle = (state: State): void => onChange(states.map((each) => each.value).filter((each) => chosen.includes(each) !== (each === state)).join(','));
  return (
    <fieldset className="toggles">
      <legend>{label}</legend>
      {states.map((state) => (
        <label key={state.value}>
          <input type="checkbox" checked={chosen.includes(state.value)} onChange={() => toggle(state.value)} /> {say(state.label)}
        </label>
      ))}
    </fieldset>
  );
}

/** Returns the states that the filter asks for; null for any. */
export function statesOf(value: string | undefined): State[] | null {
  const chosen = states.map((state) => state.value).filter((state) => value?.split(',').includes(state));
  return chosen.length === 0 ? null : chosen;
}

const tones = { INVITED: 'faint', ACTIVE: 'good', DEACTIVATED: 'bad' } as const;

/** The state of an access, a person or an account. */
export function StateBadge({ state }: { state: State }) {
  const say = useSay();
  return <Badge tone={tones[state]}>{say(`state.${state}`)}</Badge>;
}

/** Whether something can be used now. Null if the server could not tell. */
export function UsableBadge({ usable }: { usable: boolean | null | undefined }) {
  const say = useSay();
  if (usable === null || usable === undefined) return null;
  return <Badge tone={usable ? 'good' : 'bad'}>{say(usable ? 'people.usable' : 'people.notUsable')}</Badge>;
}

export const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string => `${firstName} ${lastName}`;

/** The name as lists show it, which are ordered by the last name. */
export const listName = ({ firstName, lastName }: { firstName: string; lastName: string }): string => `${lastName}, ${firstName}`;

/** What can be chosen in the guide: an object by its name. */
export interface Choice {
  id: string;
  label: string;
}

interface RelatedProps<Item> {
  title: string;
  empty: string;
  items: readonly Item[] | undefined;
  to: (item: Item) => string;
  children: (item: Item) => ReactNode;
  /** What is said beside the link. */
  note?: (item: Item) => ReactNode;
  /** The list of all of them, where there are more than are shown. */
  more?: ReactNode;
}

/** What belongs to an object: links to the first few. */
export function Related<Item extends { id: string }>({ title, empty, items = [], to, children, note, more }: RelatedProps<Item>) {
  return (
    <section className="related" aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="faint">{empty}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.id}>
              <Link to={to(item)}>{children(item)}</Link> {note?.(item)}
            </li>
          ))}
        </ul>
      )}
      {more}
    </section>
  );
}

/** A link to a list that shows only what belongs to one object. */
export function AllOf({ to, name, id }: { to: string; name: string; id: string }) {
  const say = useSay();
  return (
    <Link to={to} search={{ [name]: id } as never}>
      {say('people.showAll')}
    </Link>
  );
}
