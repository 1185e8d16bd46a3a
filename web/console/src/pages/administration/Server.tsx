import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../api/context';
import { graphql } from '../../gql';
import { useFormats, useSay } from '../../text/text';
import { Problem } from '../../ui/Problem';
import { Facts, Loading, Page } from '../../ui/ui';
import { ScopeList } from './ScopeList';

const document = graphql(`
  query Server {
    serverInfo { version playground introspection specifications limits { name value } }
  }
`);

/** Who is calling, and the server: its version, its limits and the specifications that it follows. */
export function Server() {
  const say = useSay();
  const { number } = useFormats();
  const { client, viewer } = useSession();
  const { data, error, refetch } = useQuery({ queryKey: ['server'], queryFn: ({ signal }) => client.query(document, {}, { signal }) });
  return (
    <Page title={say('server.title')}>
      <Facts
        facts={[
          [say('server.company'), viewer.company.name],
          [say('server.application'), <Link key="application" to={`/applications/${viewer.application.id}`}>{viewer.application.name}</Link>],
          [say('server.scopes'), <ScopeList key="scopes" scopes={viewer.scopes} />],
        ]}
      />
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Problem error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <Facts
            facts={[
              [say('server.version'), data.serverInfo.version],
              [say('server.introspection'), say(`introspection.${data.serverInfo.introspection}`)],
              [say('server.playground'), say(data.serverInfo.playground ? 'app.yes' : 'app.no')],
              [
                say('server.specifications'),
                <ul key="specifications" className="lines">
                  {data.serverInfo.specifications.map((address) => (
                    <li key={address}>
                      <a href={address} rel="noreferrer">
                        {address}
                      </a>
                    </li>
                  ))}
                </ul>,
              ],
            ]}
          />
          <section className="part" aria-labelledby="limits">
            <h2 id="limits">{say('server.limits')}</h2>
            <div className="scroll" tabIndex={0} role="region" aria-labelledby="limits">
              <table className="table">
                <tbody>
                  {data.serverInfo.limits.map(({ name, value }) => (
                    <tr key={name}>
                      <th scope="row">
                        <code>{name}</code>
                      </th>
                      <td>{number(value)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </Page>
  );
}
