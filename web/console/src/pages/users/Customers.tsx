import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../api/context';
import { graphql } from '../../gql';
import { useDelayed } from '../../list/delayed';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';
import { Page, TextField } from '../../ui/ui';
import { CustomerTree } from './CustomerTree';

const document = graphql(`
  query Customers($first: Int, $after: String, $filter: CustomerFilter) {
    customers(first: $first, after: $after, filter: $filter, orderBy: { field: NAME }) {
      nodes { id name subsidiariesCount parent { id name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
`);

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
          client.query(document, { ...page, filter: settled === '' ? { topLevel: true } : { nameStartsWith: settled.slice(0, 50) } }, { signal }).then(({ customers }) => customers)
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
