import { useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { IdentifierType } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { NumberFields, numberInput, type TypedNumber } from './NumberFields';

const document = graphql(`
  mutation NewNumber($input: UpdateIdentifierInput!) {
    updateIdentifier(input: $input) { identifier { id version } }
  }
`);

const currentDocument = graphql(`
  query CurrentNumber($identifierId: ID!) {
    identifier(identifierId: $identifierId) { id number version }
  }
`);

interface Props {
  identifier: { id: string; type: IdentifierType; version: number };
  close: () => void;
  refresh: () => Promise<void>;
}

/** Gives an identifier another number, such as that of the card which replaces a lost one. */
export function NewNumber({ identifier: { id, type, version }, close, refresh }: Props) {
  const say = useSay();
  const { client } = useSession();
  const initial: TypedNumber = { type, number: '', format: '' };
  return (
    <Form
      initial={initial}
      onCancel={close}
      labels={{ number: say('identifiers.number'), format: say('identifiers.format') }}
      current={async () => {
        const { identifier } = await client.query(currentDocument, { identifierId: id });
        return { values: { ...initial, number: identifier?.number ?? '' }, version: identifier?.version ?? version };
      }}
      save={async (typed, over) => {
        await client.mutate(document, { input: { identifierId: id, ...numberInput(typed), expectedVersion: over ?? version } });
        await refresh();
        close();
      }}
    >
      {({ values, setAll, errorOf }) => (
        <>
          <p>{say('identifiers.newNumberAbout')}</p>
          <NumberFields isTypeFixed typed={values} onChange={setAll} errorOf={errorOf} />
        </>
      )}
    </Form>
  );
}
