import { useState } from 'react';
import type { IdentifierType } from '../../gql/graphql';
import { useSay } from '../../text/text';
import { Button } from '../../ui/ui';

/** The number of an identifier. A code is shown when a person asks for it: somebody may be looking over the shoulder. */
export function IdentifierNumber({ identifier: { type, number } }: { identifier: { type: IdentifierType; number: string } }) {
  const say = useSay();
  const [isShown, setShown] = useState(type !== 'INPUT_CODE');
  if (isShown) return <code>{number}</code>;
  return (
    <Button kind="link" onPress={() => setShown(true)}>
      {say('identifiers.showCode')}
    </Button>
  );
}
