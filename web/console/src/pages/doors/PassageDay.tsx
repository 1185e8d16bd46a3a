import { useId } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDelayed } from '../../list/delayed';
import { graphql } from '../../gql';
import type { PassagesOfDayQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { ObjectPage } from '../../ui/ObjectPage';
import { Page } from '../../ui/ui';
import { boundsOf, dayOf, hoursOf } from './hours';
import { HourChart } from './HourChart';
import { SearchLink } from './links';
import { ReaderField } from './ReaderField';

const document = graphql(`
  query PassagesOfDay($reader: String, $from: DateTime!, $to: DateTime!) {
    passageSummary(reader: $reader, from: $from, to: $to) {
      grantedCount deniedCount refusedAttempts countedFrom
      denials { denial count }
      hours { from grantedCount deniedCount }
    }
  }
`);

type Summary = NonNullable<PassagesOfDayQuery['passageSummary']>;

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
        <ObjectPage name={['passageDay', settled.reader, settled.day]} load={(client, signal) => client.query(document, { reader: settled.reader || null, from: bounds.from.toISOString(), to: bounds.to.toISOString() }, { signal }).then(({ passageSummary }) => passageSummary)}>
          {(summary) => <Counts summary={summary} reader={settled.reader} bounds={bounds} />}
        </ObjectPage>
      )}
    </Page>
  );
}

function Counts({ summary, reader, bounds }: { summary: Summary; reader: string; bounds: { from: Date; to: Date } }) {
  const say = useSay();
  const { number, time } = useFormats();
  const { grantedCount: granted, deniedCount: denied, refusedAttempts, countedFrom, denials } = summary;
  const counts = { all: granted + denied, granted, denied };
  const address = { ...(reader !== '' && { reader }), from: bounds.from.toISOString(), to: bounds.to.toISOString() };
  return (
    <>
      {countedFrom && <p className="notice">{say('day.cut', { count: counts.all, time: time(countedFrom) })}</p>}
      <p role="status">{say('day.sum', counts)}</p>
      {counts.all > 0 && <HourChart title={say('day.chart', counts)} hours={hoursOf(bounds, summary.hours)} />}
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
              {denials.map(({ denial, count }) => (
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
          {refusedAttempts > 0 && <p className="faint">{say('day.refused', { count: refusedAttempts })}</p>}
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
