import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../api/context';
import type { Client } from 'accessgraph';
import { graphql } from '../../gql';
import type { CustomersQuery } from '../../gql/graphql';
import { useDelayed } from '../../list/delayed';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { Page, TextField } from '../../ui/ui';
import { CustomerTree } from './CustomerTree';

const document = graphql(`
  query Customers($first: Int, $after: String, $filter: CustomerFilter) {
    customers(first: $first, after: $after, filter: $filter, orderBy: { field: NAME }) {
      nodes { id name parentId parent { id name } subsidiaries(first: 1) { nodes { id } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

type CustomerPage = NonNullable<CustomersQuery['customers']>;

/**
 * Reads on until there are customers at the top level to show, or for ten pages: the API lists customers of every level together and has
 * no filter for the top one.
 */
async function loadTop(client: Client, after: string | undefined, signal: AbortSignal): Promise<CustomerPage | null> {
  const nodes: CustomerPage['nodes'] = [];
  for (let i = 1, cursor = after; ; i++) {
    const { customers } = await client.query(document, { first: 100, after: cursor }, { signal });
    if (!customers) return null;
    nodes.push(...customers.nodes.filter(({ parentId }) => !parentId));
    if (nodes.length >= 25 || i === 10 || !customers.pageInfo.hasNextPage) return { nodes, pageInfo: customers.pageInfo };
    cursor = customers.pageInfo.endCursor ?? undefined;
  }
}

/** The customers as a tree; a search shows those whose names match at any level. */
export function Customers() {
  const say = useSay();
  const navigate = useNavigate();
  const mayWrite = useMay('USER_ACCESS_WRITE');
  const { search = '' }: { search?: string } = useSearch({ strict: false });
  const settled = useDelayed(search.trim());
  const set = (text: string): void => void navigate({ to: '.', search: { search: text === '' ? undefined : text } as never, replace: true });
  return (
    <Page
      title={say('customers.title')}
      actions={
        mayWrite && (
          <Link className="button primary" to="/customers/new">
            {say('list.new')}
          </Link>
        )
      }
    >
      <div className="controls" role="search">
        <TextField type="search" label={say('customers.search')} value={search} onChange={set} />
      </div>
      <ShortList
        name={['customers', settled]}
        empty={say(settled === '' ? 'customers.empty' : 'list.nothing')}
        load={(client, page, signal) =>
          settled === '' ? loadTop(client, page.after, signal) : client.query(document, { ...page, filter: { nameStartsWith: settled.slice(0, 50) } }, { signal }).then(({ customers }) => customers)
        }
      >
        {(customers) =>
          settled === '' ? (
            <CustomerTree customers={customers} />
          ) : (
            <ul className="tree">
              {customers.map(({ id, name, parent }) => (
                <li key={id}>
                  <Link to={`/customers/${id}`}>{name}</Link> {parent && <span className="faint">{say('customers.of', { name: parent.name })}</span>}
                </li>
              ))}
            </ul>
          )
        }
      </ShortList>
    </Page>
  );
}
