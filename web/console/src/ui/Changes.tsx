import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { catalogue, type TextKey } from '../text/catalogue';
import { useFormats, useSay } from '../text/text';
import { pathOf } from './links';

interface Change {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** A creation or deletion has every field. So many are opened by who wants to see them. */
const fewChanges = 4;

/** What changed, each field with what was removed and what was added. */
export function Changes({ changes: all }: { changes: readonly Change[] }) {
  const say = useSay();
  // An empty list that was created with its object says nothing.
  const changes = all.filter(({ before, after }) => entriesOf(before).length + entriesOf(after).length > 0);
  if (changes.length === 0) return null;
  const list = (
    <ul className="changes">
      {changes.map((change) => (
        <li key={change.field}>
          <FieldName field={change.field} />
          <Lines before={entriesOf(change.before)} after={entriesOf(change.after)} />
        </li>
      ))}
    </ul>
  );
  if (changes.length <= fewChanges) return list;
  return (
    <details>
      <summary>{say('history.fields', { count: changes.length })}</summary>
      {list}
    </details>
  );
}

/** A part of a value on a line of its own: an entry of a list, or a field of an object. */
interface Entry {
  name?: string;
  value: unknown;
}

/** Returns the lines of a value. A value that is not there has none. */
function entriesOf(value: unknown): Entry[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((each: unknown) => ({ value: each }));
  if (typeof value === 'object') return Object.entries(value).flatMap(([name, each]) => (each === null ? [] : [{ name, value: each as unknown }]));
  return [{ value }];
}

/** The lines of a value before and after: those that are in both are neither removed nor added, unless only their order changed. */
function Lines({ before, after }: { before: readonly Entry[]; after: readonly Entry[] }) {
  const say = useSay();
  const textsBefore = new Set(before.map((entry) => JSON.stringify(entry)));
  const textsAfter = new Set(after.map((entry) => JSON.stringify(entry)));
  const isMoved = before.length === after.length && [...textsBefore].every((text) => textsAfter.has(text));
  const isIn = (texts: Set<string>, entry: Entry): boolean => !isMoved && texts.has(JSON.stringify(entry));
  return (
    <ul className="lines">
      {before.map((entry, i) => (
        <li key={`before ${i}`}>
          {isIn(textsAfter, entry) ? (
            <EntryText entry={entry} />
          ) : (
            <del aria-label={say('history.before')}>
              <EntryText entry={entry} />
            </del>
          )}
        </li>
      ))}
      {after.map((entry, i) =>
        isIn(textsBefore, entry) ? null : (
          <li key={`after ${i}`}>
            <ins aria-label={say('history.after')}>
              <EntryText entry={entry} />
            </ins>
          </li>
        ),
      )}
    </ul>
  );
}

function EntryText({ entry: { name, value } }: { entry: Entry }) {
  return (
    <>
      {name !== undefined && (
        <>
          <FieldName field={name} />:{' '}
        </>
      )}
      <Value value={value} />
    </>
  );
}

/** A value as a person reads it: a time in the zone of the reader, an ID as a link, and what is within it in one line. */
function Value({ value }: { value: unknown }): ReactNode {
  const say = useSay();
  const { time, number } = useFormats();
  if (typeof value === 'boolean') return say(value ? 'app.yes' : 'app.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    if (value === '') return say('history.emptyText');
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <time dateTime={value}>{time(value)}</time>;
    const path = pathOf(value);
    return path === null ? value : <Link to={path}>{value}</Link>;
  }
  const entries = entriesOf(value);
  if (entries.length === 0) return say('app.none');
  return entries.map((entry, i) => (
    <span key={i}>
      {i > 0 && (entry.name === undefined ? ', ' : '; ')}
      <EntryText entry={entry} />
    </span>
  ));
}

function FieldName({ field }: { field: string }) {
  const say = useSay();
  const key = `field.${field}`;
  return <span className="field-name">{Object.hasOwn(catalogue, key) ? say(key as TextKey) : words(field)}</span>;
}

/** Returns the name of a field as words: `maxPasses` as "Max passes". */
function words(name: string): string {
  const text = name.replaceAll(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
