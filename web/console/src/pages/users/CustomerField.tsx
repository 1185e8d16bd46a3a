import { useQuery } from '@tanstack/react-query';
import type { Client } from 'accessgraph';
import { useSession } from '../../api/context';
import { type Matches, SearchList } from '../../form/SearchList';
import { graphql } from '../../gql';
import { useSay } from '../../text/text';
import { Button } from '../../ui/ui';

const searchDocument = graphql(`
  query SearchCustomers($name: String!) {
    customers(first: 10, filter: { nameStartsWith: $name }, orderBy: { field: NAME }) { nodes { id name parent { name } } pageInfo { hasNextPage } }
  }
`);

const nameDocument = graphql(`
  query CustomerName($customerId: ID!) {
    customer(customerId: $customerId) { id name }
  }
`);

interface Match {
  id: string;
  name: string;
  parent?: { name: string } | null;
}

async function searchCustomers(client: Client, name: string, signal: AbortSignal): Promise<Matches<Match>> {
  const { customers } = await client.query(searchDocument, { name: name.slice(0, 50) }, { signal });
  return { items: customers?.nodes ?? [], hasMore: customers?.pageInfo.hasNextPage === true };
}

interface Props {
  label: string;
  /** The ID of the customer; empty for none. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  description?: string;
}

/** A customer, searched by the start of its name. It is also a filter of lists. */
export function CustomerField({ label, value, onChange, error, description }: Props) {
  const say = useSay();
  const { client } = useSession();
  const { data } = useQuery({ queryKey: ['object', 'customerName', value], queryFn: ({ signal }) => client.query(nameDocument, { customerId: value }, { signal }), enabled: value !== '' });
  if (value === '') {
    return (
      <SearchList
        name="customers"
        label={label}
        search={searchCustomers}
        describe={({ name, parent }) => [name, parent ? say('customers.of', { name: parent.name }) : ''].filter(Boolean).join(' · ')}
        onChoose={({ id }) => onChange(id)}
        error={error}
        description={description}
      />
    );
  }
  return (
    <div className="field">
      <span className="label">{label}</span>
      <span className="chosen">
        {data?.customer?.name ?? <code>{value}</code>}
        <Button aria-label={say('customers.clear')} onPress={() => onChange('')}>
          ×
        </Button>
      </span>
      {error !== undefined && <span className="react-aria-FieldError">{error}</span>}
    </div>
  );
}
