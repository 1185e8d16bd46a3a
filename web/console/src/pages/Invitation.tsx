import { type ReactNode, useMemo, useState } from 'react';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { AccessgraphError } from 'accessgraph';
import { connect, newCache } from '../api/api';
import { graphql } from '../gql';
import { useSay } from '../text/text';
import { explain } from '../ui/Problem';
import { Button, Loading } from '../ui/ui';
import { Agreement } from './people/Agreement';

const agreementDocument = graphql(`
  query InvitationUserAgreement($invitationToken: String!) {
    invitationUserAgreement(invitationToken: $invitationToken) { version title text names { firstName lastName } }
  }
`);

const acceptDocument = graphql(`
  mutation AcceptAccessInvitation($input: AcceptAccessInvitationInput!) {
    acceptAccessInvitation(input: $input) { state }
  }
`);

/** The page that the link of an invitation leads to. The person who is invited reads the agreement and accepts it, without a key. */
export function Invitation({ token }: { token: string }) {
  const cache = useMemo(newCache, []);
  return (
    <QueryClientProvider client={cache}>
      <main className="alone">
        <Invited token={token} />
      </main>
    </QueryClientProvider>
  );
}

function Invited({ token }: { token: string }) {
  const say = useSay();
  const client = useMemo(() => connect(), []);
  const [isAccepted, setAccepted] = useState(false);
  const [isAccepting, setAccepting] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => client.query(agreementDocument, { invitationToken: token }, { signal }),
    staleTime: Infinity,
  });
  const agreement = data?.invitationUserAgreement;
  if (isAccepted) return <Titled>{<p role="status">{say('invitation.done')}</p>}</Titled>;
  if (isPending) return <Loading />;
  if (!agreement) {
    return (
      <Titled>
        <Notice error={error} onRetry={() => void refetch()} />
      </Titled>
    );
  }
  const accept = async (): Promise<void> => {
    setAccepting(true);
    setRefusal(undefined);
    try {
      await client.mutate(acceptDocument, { input: { invitationToken: token, agreementVersion: agreement.version } });
      setAccepted(true);
    } catch (why) {
      setRefusal(why);
      // The agreement may have a new version: it is shown, to be read before another try.
      void refetch();
    } finally {
      setAccepting(false);
    }
  };
  return (
    <Titled>
      <p>{say('invitation.for', { name: `${agreement.names.firstName} ${agreement.names.lastName}` })}</p>
      <Agreement agreement={agreement} />
      {refusal !== undefined && <Notice error={refusal} />}
      <div className="buttons">
        <Button kind="primary" isPending={isAccepting} onPress={() => void accept()}>
          {say('invitation.accept')}
        </Button>
      </div>
    </Titled>
  );
}

function Titled({ children }: { children: ReactNode }) {
  const say = useSay();
  return (
    <>
      <h1>{say('invitation.title')}</h1>
      {children}
    </>
  );
}

function Notice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const say = useSay();
  const isVoid = error instanceof AccessgraphError && error.reason === 'ACCESS_INVITATION_NOT_VALID';
  return (
    <div className="notice bad" role="alert">
      <p>{isVoid ? say('invitation.void') : explain(error, say)}</p>
      {!isVoid && onRetry !== undefined && <Button onPress={onRetry}>{say('app.retry')}</Button>}
    </div>
  );
}
