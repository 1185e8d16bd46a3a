import type { UserAccessType } from '../../gql/graphql';
import { type Say, useSay } from '../../text/text';
import { Badge } from '../../ui/ui';

export const accessTypes = ['UI', 'SSO', 'API', 'PROFILE'] as const satisfies readonly UserAccessType[];

interface Described {
  type: UserAccessType;
  ssoId?: string;
  name?: string;
}

/** What a user access is called: its type, and what tells it from others of the user. */
export const describeAccess = ({ type, ssoId, name }: Described, say: Say): string => [say(`userAccesses.${type}`), ssoId ?? name ?? ''].filter(Boolean).join(' · ');

/** Whether an access can be used now. It is not said where the server could not tell. */
export function UsableBadge({ usable }: { usable: boolean | null | undefined }) {
  const say = useSay();
  if (usable === null || usable === undefined) return null;
  return <Badge tone={usable ? 'good' : 'bad'}>{say(usable ? 'userAccesses.usable' : 'userAccesses.notUsable')}</Badge>;
}
