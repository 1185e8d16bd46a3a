import { useState } from 'react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { CustomerQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { History, Who } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, Facts, Page, TextField } from '../../ui/ui';
import { CustomerAccesses, CustomerUsers } from './CustomerLists';
import { Subsidiaries } from './CustomerTree';

const customerDocument = graphql(`
  query Customer($customerId: ID!) {
    customer(customerId: $customerId) { id name parent { id name } createdAt updatedAt version createdBy { applicationName applicationId } }
  }
`);

const createDocument = graphql(`
  mutation CreateCustomer($input: CreateCustomerInput!) {
    createCustomer(input: $input) { customer { id } }
  }
`);

const updateDocument = graphql(`
  mutation UpdateCustomer($input: UpdateCustomerInput!) {
    updateCustomer(input: $input) { customer { id version } }
  }
`);

type CustomerValue = NonNullable<CustomerQuery['customer']>;

/** One customer: its subsidiaries, users, and the user accesses of all of them. */
export function Customer() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['customer', id]} load={(client, signal) => client.query(customerDocument, { customerId: id }, { signal }).then(({ customer }) => customer)}>
      {(customer, refresh) => (
        <Shown
          customer={customer}
          refresh={refresh}
          current={async () => {
            const { name, version } = (await client.query(customerDocument, { customerId: id })).customer as CustomerValue;
            return { values: { name }, version };
          }}
        />
      )}
    </ObjectPage>
  );
}

interface Values {
  name: string;
}

interface ShownProps {
  customer: CustomerValue;
  refresh: () => Promise<void>;
  current: () => Promise<{ values: Values; version: number }>;
}

function Shown({ customer, refresh, current }: ShownProps) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const mayWrite = useMay('USER_ACCESS_WRITE');
  const [isEditing, setEditing] = useState(false);
  const { id, name, parent, version } = customer;
  return (
    <Page
      title={name}
      actions={
        mayWrite &&
        !isEditing && (
          <>
            <Button onPress={() => setEditing(true)}>{say('customers.rename')}</Button>
            <Link className="button" to="/customers/new" search={{ parent: id } as never}>
              {say('customers.newSubsidiary')}
            </Link>
            <Link className="button primary" to="/users/new" search={{ customer: id } as never}>
              {say('users.new')}
            </Link>
          </>
        )
      }
    >
      {isEditing ? (
        <CustomerForm
          initial={{ name }}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { customerId: id, ...values, expectedVersion: over ?? version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <Facts
          facts={[
            [say('field.parentId'), parent ? <Link key="parent" to={`/customers/${parent.id}`}>{parent.name}</Link> : say('customers.top')],
            [say('field.createdBy'), <Who key="who" actor={customer.createdBy} />],
            [say('field.created'), time(customer.createdAt)],
            [say('field.changed'), time(customer.updatedAt)],
          ]}
        />
      )}
      <section className="part" aria-label={say('customers.subsidiaries')}>
        <h2>{say('customers.subsidiaries')}</h2>
        <Subsidiaries customerId={id} />
      </section>
      <CustomerUsers customerId={id} />
      <CustomerAccesses customerId={id} />
      <History subjectId={id} />
    </Page>
  );
}

/** The page that makes a new customer, at the top or below another. */
export function NewCustomer() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { parent = '' }: { parent?: string } = useSearch({ strict: false });
  const { data } = useQuery({ queryKey: ['object', 'customer', parent], queryFn: ({ signal }) => client.query(customerDocument, { customerId: parent }, { signal }).then(({ customer }) => customer ?? null), enabled: parent !== '' });
  return (
    <Page title={say(parent === '' ? 'customers.new' : 'customers.newSubsidiary')}>
      {parent !== '' && (
        <p>
          {say('field.parentId')}: <Link to={`/customers/${parent}`}>{data?.name ?? parent}</Link>
        </p>
      )}
      <CustomerForm
        initial={{ name: '' }}
        save={async (values) => {
          const { createCustomer } = await client.mutate(createDocument, { input: { ...values, parentId: parent || null } });
          await refresh();
          if (createCustomer) await navigate({ to: `/customers/${createCustomer.customer.id}` });
        }}
      />
    </Page>
  );
}

interface FormProps {
  initial: Values;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

function CustomerForm(props: FormProps) {
  const say = useSay();
  return (
    <Form {...props} labels={{ name: say('field.name') }}>
      {({ values, set, errorOf }) => <TextField label={say('field.name')} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name') ?? errorOf('parentId')} autoFocus />}
    </Form>
  );
}
