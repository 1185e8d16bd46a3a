import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { useSay } from '../../text/text';

/** A link to a page with a search in its address, such as a list with a filter. */
export function SearchLink({ to, search, className, children }: { to: string; search: Record<string, string | undefined>; className?: string; children: ReactNode }) {
  return (
    <Link to={to} search={search as never} {...(className !== undefined && { className })}>
      {children}
    </Link>
  );
}

/** A link to the page of a reader. */
export function ReaderLink({ reader }: { reader: string }) {
  return (
    <SearchLink to="/reader" search={{ reader }}>
      {reader}
    </SearchLink>
  );
}

export type Holder = { __typename: 'User' | 'ExternalPersonalIdentity'; id: string; firstName: string; lastName: string };

export const holderName = ({ firstName, lastName }: Pick<Holder, 'firstName' | 'lastName'>): string => `${firstName} ${lastName}`;

/** The person who holds an identifier, with a link. A key that may not read the person sees the ID. */
export function HolderLink({ holder, holderId }: { holder: Holder | null | undefined; holderId: string | null | undefined }) {
  const say = useSay();
  if (!holderId) return say('identifiers.nobody');
  if (!holder) return <code>{holderId}</code>;
  return <Link to={`/${holder.__typename === 'User' ? 'users' : 'identities'}/${holder.id}`}>{holderName(holder)}</Link>;
}
