import { useId, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { graphql } from '../../gql';
import { ShortList } from '../../list/ShortList';
import { useSay } from '../../text/text';

const document = graphql(`
  query Subsidiaries($customerId: ID!, $first: Int, $after: String) {
    customer(customerId: $customerId) {
      id
      subsidiaries(first: $first, after: $after, orderBy: { field: NAME }) {
        nodes { id name subsidiariesCount }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
`);

export interface TreeCustomer {
  id: string;
  name: string;
  subsidiariesCount?: number | null;
}

/** Customers, each of which opens to its subsidiaries. They are lists within lists with buttons, which every screen reader can read. */
export function CustomerTree({ customers }: { customers: readonly TreeCustomer[] }) {
  return (
    <ul className="tree">
      {customers.map((customer) => (
        <Branch key={customer.id} customer={customer} />
      ))}
    </ul>
  );
}

function Branch({ customer: { id, name, subsidiariesCount } }: { customer: TreeCustomer }) {
  const say = useSay();
  const below = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <span className="branch">
        {subsidiariesCount ? (
          <button type="button" className="button twist" aria-expanded={isOpen} aria-controls={below} aria-label={say('customers.subsidiariesOf', { name })} onClick={() => setOpen(!isOpen)}>
            {isOpen ? '−' : '+'}
          </button>
        ) : (
          <span className="twist" />
        )}
        <Link to={`/customers/${id}`}>{name}</Link>
        {subsidiariesCount ? <span className="faint">{say('customers.subsidiariesCount', { count: subsidiariesCount })}</span> : null}
      </span>
      <div id={below} hidden={!isOpen}>
        {isOpen && <Subsidiaries customerId={id} />}
      </div>
    </li>
  );
}

/** The subsidiaries of a customer, one level down. */
export function Subsidiaries({ customerId }: { customerId: string }) {
  const say = useSay();
  return (
    <ShortList name={['subsidiaries', customerId]} empty={say('customers.noSubsidiaries')} load={(client, page, signal) => client.query(document, { customerId, ...page }, { signal }).then(({ customer }) => customer?.subsidiaries)}>
      {(customers) => <CustomerTree customers={customers} />}
    </ShortList>
  );
}
