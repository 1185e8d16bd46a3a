import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import { useSay } from '../../text/text';
import { DialogButton } from '../../ui/ui';
import { NumberFields, numberInput, type TypedNumber } from './NumberFields';

const document = graphql(`
  query IdentifierByNumber($number: IdentifierNumberInput!) {
    identifierByNumber(number: $number) { id }
  }
`);

/** Looks up an identifier by its number. The number is not put into the address: it can be a code. */
export function Lookup() {
  const say = useSay();
  return (
    <DialogButton label={say('lookup.title')} title={say('lookup.title')}>
      {(close) => <LookupForm close={close} />}
    </DialogButton>
  );
}

function LookupForm({ close }: { close: () => void }) {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const [isUnknown, setUnknown] = useState(false);
  const initial: TypedNumber = { type: 'CARD', number: '', format: '' };
  return (
    <Form
      initial={initial}
      variables={['number']}
      submitLabel={say('lookup.find')}
      onCancel={close}
      save={async (typed) => {
        setUnknown(false);
        const { identifierByNumber } = await client.query(document, { number: { type: typed.type, ...numberInput(typed) } });
        if (!identifierByNumber) {
          setUnknown(true);
          return;
        }
        close();
        await navigate({ to: `/identifiers/${identifierByNumber.id}` });
      }}
    >
      {({ values, setAll, errorOf }) => (
        <>
          <NumberFields typed={values} onChange={setAll} errorOf={(field) => errorOf(`number.${field}`)} />
          <p role="status">{isUnknown && say('lookup.nothing')}</p>
        </>
      )}
    </Form>
  );
}
