import { Link, useSearch } from '@tanstack/react-router';
import { graphql } from '../../gql';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { Page } from '../../ui/ui';
import { SearchLink } from './links';
import { WhoOpens } from './WhoOpens';

const rulesDocument = graphql(`
  query RulesOfReader($first: Int, $after: String, $reader: String!) {
    accessRules(first: $first, after: $after, filter: { reader: $reader }, orderBy: { field: NAME }) {
      nodes { id name settings { reader relays } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

/** One reader: its rules, and who can open what it opens. */
export function Reader() {
  const say = useSay();
  const search: { reader?: unknown } = useSearch({ strict: false });
  const reader = String(search.reader ?? '');
  return (
    <Page
      title={say('readers.one', { reader })}
      actions={
        <>
          <SearchLink className="button" to="/check" search={{ reader }}>
            {say('check.title')}
          </SearchLink>
          <SearchLink className="button" to="/passages" search={{ reader }}>
            {say('passages.title')}
          </SearchLink>
          <SearchLink className="button" to="/passages/day" search={{ reader }}>
            {say('day.title')}
          </SearchLink>
        </>
      }
    >
      <section className="part" aria-label={say('rules.title')}>
        <h2>{say('rules.title')}</h2>
        <ShortList name={['rulesOfReader', reader]} empty={say('readers.noRules')} load={(client, page, signal) => client.query(rulesDocument, { ...page, reader }, { signal }).then(({ accessRules }) => accessRules)}>
          {(rules) => (
            <ul className="plain">
              {rules.map(({ id, name, settings }) => (
                <li key={id}>
                  <Link to={`/access-rules/${id}`}>{name}</Link>
                  <span>{say('check.relays', { relays: settings.find((setting) => setting.reader === reader)?.relays.join(', ') ?? '' })}</span>
                </li>
              ))}
            </ul>
          )}
        </ShortList>
      </section>
      <WhoOpens reader={reader} />
    </Page>
  );
}
