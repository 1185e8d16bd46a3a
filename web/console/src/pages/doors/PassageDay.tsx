import { useId } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type Client, pages } from 'accessgraph';
import { useDelayed } from '../../list/delayed';
import { graphql } from '../../gql';
import { useFormats, useSay } from '../../text/text';
import { ObjectPage } from '../../ui/ObjectPage';
import { Page } from '../../ui/ui';
import { boundsOf, type Counted, dayOf, denialsOf, hoursOf } from './hours';
import { HourChart } from './HourChart';
import { SearchLink } from './links';
import { ReaderField } from './ReaderField';

const document = graphql(`
  query PassagesOfDay($first: Int, $after: String, $filter: PassageFilter) {
    passages(first: $first, after: $after, filter: $filter) {
      nodes { id createdAt granted denial refusedAttempts }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

/** How many passages of a day are read at most: the newest. */
const mostPassages = 1000;

interface Day {
  passages: Counted[];
  isCut: boolean;
}

async function readDay(client: Client, filter: { reader: string | null; from: string; to: string }, signal: AbortSignal): Promise<Day> {
  const passages: Counted[] = [];
  for await (const page of pages(client, document, { first: 100, filter }, (result) => result.passages, { signal })) {
    passages.push(...page.nodes);
    if (passages.length >= mostPassages) return { passages, isCut: page.pageInfo.hasNextPage };
  }
  return { passages, isCut: false };
}

/** The passages of a day, at one reader or at all: by the hour, and the denials by their reasons. */
export function PassageDay() {
  const say = useSay();
  const id = useId();
  const { zone } = useFormats();
  const navigate = useNavigate();
  const search: { reader?: unknown; day?: string } = useSearch({ strict: false });
  const reader = String(search.reader ?? '');
  const day = search.day ?? dayOf(new Date());
  const set = (change: Record<string, string | undefined>): void => {
    void navigate({ to: '.', search: ((before: object) => ({ ...before, ...change })) as never, replace: true });
  };
  const settled = useDelayed({ reader, day });
  const bounds = boundsOf(settled.day);
  return (
    <Page title={say('day.title')}>
      <div className="controls">
        <ReaderField label={say('day.reader')} value={reader} onChange={(text) => set({ reader: text === '' ? undefined : text })} />
        <div className="field">
          <label htmlFor={id}>{say('day.day')}</label>
          <input id={id} type="date" max="9999-12-31" value={day} aria-describedby={`${id}-zone`} onChange={({ target }) => set({ day: target.value === '' ? undefined : target.value })} />
          <span id={`${id}-zone`} className="faint">
            {say('time.zone', { zone })}
          </span>
        </div>
      </div>
      {bounds === null ? (
        <p className="notice bad" role="alert">
          {say('day.noDay')}
        </p>
      ) : (
        <ObjectPage name={['passageDay', settled.reader, settled.day]} load={(client, signal) => readDay(client, { reader: settled.reader || null, from: bounds.from.toISOString(), to: bounds.to.toISOString() }, signal)}>
          {(read) => <Counts {...read} reader={settled.reader} bounds={bounds} />}
        </ObjectPage>
      )}
    </Page>
  );
}

function Counts({ passages, isCut, reader, bounds }: Day & { reader: string; bounds: { from: Date; to: Date } }) {
  const say = useSay();
  const { number, time } = useFormats();
  const granted = passages.filter((passage) => passage.granted).length;
  const refused = passages.reduce((sum, { refusedAttempts }) => sum + (refusedAttempts ?? 0), 0);
  const counts = { all: number(passages.length), granted: number(granted), denied: number(passages.length - granted) };
  const address = { ...(reader !== '' && { reader }), from: bounds.from.toISOString(), to: bounds.to.toISOString() };
  const denials = denialsOf(passages);
  return (
    <>
      {isCut && <p className="notice">{say('day.cut', { count: number(mostPassages), time: time(passages.at(-1)?.createdAt) })}</p>}
      <p role="status">{say('day.sum', counts)}</p>
      {passages.length > 0 && <HourChart title={say('day.chart', counts)} hours={hoursOf(bounds, passages)} />}
      {denials.length > 0 && (
        <section className="part" aria-labelledby="denials">
          <h2 id="denials">{say('day.denials')}</h2>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('passages.denial')}</th>
                <th scope="col">{say('passages.title')}</th>
              </tr>
            </thead>
            <tbody>
              {denials.map(([denial, count]) => (
                <tr key={denial}>
                  <th scope="row">
                    <SearchLink to="/passages" search={{ ...address, denial }}>
                      {say(`denial.${denial}`)}
                    </SearchLink>
                  </th>
                  <td>{number(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {refused > 0 && <p className="faint">{say('day.refused', { count: number(refused) })}</p>}
        </section>
      )}
      <p>
        <SearchLink to="/passages" search={address}>
          {say('day.list')}
        </SearchLink>
      </p>
    </>
  );
}
