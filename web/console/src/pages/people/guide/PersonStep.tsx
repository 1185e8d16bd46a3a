import { useState } from 'react';
import type { Client } from 'accessgraph';
import { useMay, useSession } from '../../../api/context';
import { Form } from '../../../form/Form';
import { type Matches, SearchList } from '../../../form/SearchList';
import { graphql } from '../../../gql';
import type { AccountsOfRoleQuery } from '../../../gql/graphql';
import { useSay } from '../../../text/text';
import { useRefresh } from '../../../ui/ObjectPage';
import { Blocker } from '../../../ui/Blocker';
import { Button } from '../../../ui/ui';
import { createIdentity } from '../identityDocuments';
import { type Choice, listName, nameOf } from '../parts';
import { PersonFields, type PersonValues } from '../PersonFields';
import { createAccount } from '../roleDocuments';
import { Ways } from './Steps';

const identitiesDocument = graphql(`
  query ActiveIdentities($filter: ExternalPersonalIdentityFilter) {
    externalPersonalIdentities(first: 10, filter: $filter, orderBy: { field: LAST_NAME }) { nodes { id firstName lastName emailAddress } pageInfo { hasNextPage } }
  }
`);

const accountsDocument = graphql(`
  query AccountsOfRole($filter: ExternalRoleAccountFilter) {
    externalRoleAccounts(first: 10, filter: $filter, orderBy: { field: LAST_NAME }) { nodes { id firstName lastName emailAddress personalIdentityId usable blockers { reason message } } pageInfo { hasNextPage } }
  }
`);

/** Who gets the access: a person, and for a corporate access the account of the person in the role. */
export interface Holder extends Choice {
  firstName: string;
  lastName: string;
  emailAddress: string;
  privateId: string;
  roleAccountId: string | null;
}

interface Person {
  id: string;
  firstName: string;
  lastName: string;
  emailAddress: string;
}

const privateHolder = (person: Person): Holder => ({ ...person, label: listName(person), privateId: person.id, roleAccountId: null });

const corporateHolder = (account: Person & { personalIdentityId?: string | null }): Holder => ({
  ...account,
  label: listName(account),
  privateId: account.personalIdentityId ?? '',
  roleAccountId: account.id,
});

export type Way = 'choose' | 'create';

interface Props {
  /** The role that the person acts in, for a corporate access. */
  role: Choice | undefined;
  way: Way;
  setWay: (way: Way) => void;
  holder: Holder | undefined;
  setHolder: (holder: Holder) => void;
  typed: PersonValues;
  setTyped: (typed: PersonValues) => void;
  onBack: () => void;
  onNext: (holder: Holder) => void;
}

/** The step that chooses a person, or an account of a role, or creates one. */
export function PersonStep(props: Props) {
  const say = useSay();
  const { role, way, setWay, holder, setHolder, onBack, onNext } = props;
  const mayCreate = useMay('ROLE_ACCOUNT_WRITE');
  return (
    <>
      {mayCreate && (
        <Ways
          legend={say('give.way')}
          ways={[
            { way: 'choose', label: say('give.choose') },
            { way: 'create', label: say('give.create'), about: say(role === undefined ? 'give.createPersonAbout' : 'give.createAccountAbout') },
          ]}
          chosen={way}
          onChoose={setWay}
        />
      )}
      {way === 'create' ? (
        <Creation {...props} />
      ) : (
        <>
          {role === undefined ? <IdentityPicker chosen={holder?.id ?? ''} onChoose={setHolder} /> : <AccountPicker role={role} chosen={holder?.id ?? ''} onChoose={setHolder} />}
          <div className="buttons">
            <Button onPress={onBack}>{say('app.back')}</Button>
            <Button kind="primary" isDisabled={holder === undefined} onPress={() => holder !== undefined && onNext(holder)}>
              {say('give.next')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

interface PickerProps {
  chosen: string;
  onChoose: (holder: Holder) => void;
}

/** Returns the first people who are active and whose last names start with a text. */
async function searchIdentities(client: Client, text: string, signal: AbortSignal): Promise<Matches<Person>> {
  const { externalPersonalIdentities } = await client.query(identitiesDocument, { filter: { states: ['ACTIVE'], lastNameStartsWith: text.slice(0, 50) || null } }, { signal });
  return { items: externalPersonalIdentities?.nodes ?? [], hasMore: externalPersonalIdentities?.pageInfo.hasNextPage === true };
}

type Account = NonNullable<AccountsOfRoleQuery['externalRoleAccounts']>['nodes'][number];

/** Returns the search for the accounts of a role that are active and whose last names start with a text. */
const searchAccounts =
  (roleId: string) =>
  async (client: Client, text: string, signal: AbortSignal): Promise<Matches<Account>> => {
    const { externalRoleAccounts } = await client.query(accountsDocument, { filter: { roleId, states: ['ACTIVE'], lastNameStartsWith: text.slice(0, 50) || null } }, { signal });
    return { items: externalRoleAccounts?.nodes ?? [], hasMore: externalRoleAccounts?.pageInfo.hasNextPage === true };
  };

function IdentityPicker({ chosen, onChoose }: PickerProps) {
  const say = useSay();
  return (
    <SearchList
      name="activeIdentities"
      label={say('people.search')}
      choice={{ legend: say('identities.one'), chosen }}
      search={searchIdentities}
      describe={listName}
      note={({ emailAddress }) => emailAddress}
      onChoose={(person) => onChoose(privateHolder(person))}
    />
  );
}

function AccountPicker({ role, chosen, onChoose }: PickerProps & { role: Choice }) {
  const say = useSay();
  return (
    <SearchList
      name={`accounts of ${role.id}`}
      label={say('people.search')}
      choice={{ legend: say('give.accountsOf', { role: role.label }), chosen }}
      search={searchAccounts(role.id)}
      describe={listName}
      note={({ emailAddress, usable, blockers }) => (usable === false ? blockers?.map((blocker) => <Blocker key={blocker.reason} blocker={blocker} />) : emailAddress)}
      canChoose={({ usable }) => usable !== false}
      onChoose={(account) => onChoose(corporateHolder(account))}
    />
  );
}

function Creation({ role, typed, setTyped, onBack, onNext, setHolder, setWay }: Props) {
  const say = useSay();
  const { client } = useSession();
  const refresh = useRefresh();
  const [doubt, setDoubt] = useState<{ created: Holder; duplicates: readonly Holder[] }>();
  const next = (holder: Holder): void => {
    // Who comes back to this step has the person chosen, not a form that would make another.
    setHolder(holder);
    setWay('choose');
    onNext(holder);
  };
  if (doubt !== undefined) {
    return (
      <section className="notice" role="status">
        <p>{say('give.doubt', { name: nameOf(doubt.created) })}</p>
        <div className="buttons">
          {doubt.duplicates.map((holder) => (
            <Button key={holder.id} onPress={() => next(holder)}>
              {say('give.useExisting', { name: nameOf(holder) })}
            </Button>
          ))}
          <Button kind="primary" onPress={() => next(doubt.created)}>
            {say('give.useNew')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <Form
      initial={typed}
      onChange={setTyped}
      onCancel={onBack}
      cancelLabel={say('app.back')}
      submitLabel={say('give.createNext')}
      save={async (values) => {
        const result =
          role === undefined
            ? await createIdentity(client, values).then(({ created, duplicates }) => ({ created: privateHolder(created), duplicates: duplicates.map(privateHolder) }))
            : await createAccount(client, role.id, values).then(({ created, duplicates }) => ({ created: corporateHolder(created), duplicates: duplicates.map(corporateHolder) }));
        void refresh();
        if (result.duplicates.length > 0) setDoubt(result);
        else next(result.created);
      }}
    >
      {(form) => <PersonFields form={form} />}
    </Form>
  );
}
