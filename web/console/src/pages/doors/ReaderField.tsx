import { useId } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../api/context';
import { graphql } from '../../gql';
import type { FilterField } from '../../list/ListPage';
import { useDelayed } from '../../list/delayed';

const document = graphql(`
  query ReaderSuggestions($filter: ReaderFilter) {
    readers(first: 20, filter: $filter) { nodes { id reader } }
  }
`);

/** A field for a reader. It suggests those that access rules have; any other text can be typed, too. */
export function ReaderField({ label, value, onChange, error }: FilterField & { error?: string | undefined }) {
  const id = useId();
  const { client } = useSession();
  const start = useDelayed(value.slice(0, 50));
  const { data } = useQuery({
    queryKey: ['search', 'readers', start],
    queryFn: ({ signal }) => client.query(document, { filter: start === '' ? null : { startsWith: start } }, { signal }),
    // A key that may not read the readers can type one.
    throwOnError: false,
  });
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="text" list={`${id}-suggestions`} autoComplete="off" spellCheck={false} value={value} aria-invalid={error !== undefined || undefined} aria-describedby={`${id}-error`} onChange={({ target }) => onChange(target.value)} />
      <datalist id={`${id}-suggestions`}>
        {data?.readers?.nodes.map((each) => (
          <option key={each.id} value={each.reader} />
        ))}
      </datalist>
      <span id={`${id}-error`} className="react-aria-FieldError">
        {error}
      </span>
    </div>
  );
}
