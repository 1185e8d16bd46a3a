import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useMay, useSession } from '../../api/context';
import { CheckList } from '../../form/CheckList';
import { graphql } from '../../gql';
import { useDelayed } from '../../list/delayed';
import { useSay } from '../../text/text';
import { Problem } from '../../ui/Problem';
import { Loading, TextField } from '../../ui/ui';

const document = graphql(`
  query RoleCodes($filter: UserAccessRoleFilter) {
    userAccessRoles(first: 50, filter: $filter, orderBy: { field: CODE }) {
      nodes { id code description }
      pageInfo { hasNextPage }
    }
  }
`);

interface Props {
  legend: string;
  /** Only roles that the key may grant. */
  isGrantable: boolean;
  value: readonly string[];
  onChange: (codes: string[]) => void;
  error: string | undefined;
}

/** Chooses roles by their codes. Those that were chosen before are listed, too: they can be kept or removed. */
export function RoleField({ legend, isGrantable, value, onChange, error }: Props) {
  const say = useSay();
  const { client } = useSession();
  const mayRead = useMay('USER_ACCESS_READ');
  const [before] = useState(value);
  const [search, setSearch] = useState('');
  const settled = useDelayed(search.trim());
  const filter = { codeStartsWith: settled.slice(0, 50) || null, grantable: isGrantable };
  const { data, error: problem, isPending, refetch } = useQuery({ queryKey: ['search', 'roleCodes', filter], queryFn: ({ signal }) => client.query(document, { filter }, { signal }), enabled: mayRead, placeholderData: (previous) => previous });
  const roles = data?.userAccessRoles;
  const notes = new Map(roles?.nodes.map(({ code, description }) => [code, description]));
  const codes = [...new Set([...before, ...value, ...notes.keys()])];
  return (
    <>
      {(settled !== '' || roles?.pageInfo.hasNextPage === true) && <TextField type="search" label={say('userRoles.search')} value={search} onChange={setSearch} />}
      {codes.length > 0 && <CheckList legend={legend} choices={codes.map((code) => ({ value: code, label: code, note: notes.get(code) ?? '' }))} value={value} onChange={onChange} error={error} />}
      {codes.length === 0 && error !== undefined && <p className="react-aria-FieldError">{error}</p>}
      {!mayRead ? (
        <p className="faint">{say('problem.scope', { scope: 'USER_ACCESS_READ' })}</p>
      ) : isPending ? (
        <Loading />
      ) : problem !== null ? (
        <Problem error={problem} onRetry={() => void refetch()} />
      ) : (
        codes.length === 0 && (
          <p className="faint">
            {legend}: {say(isGrantable ? 'userRoles.noneGrantable' : 'userRoles.none')}
          </p>
        )
      )}
    </>
  );
}

/** The first thing that is wrong with a list of roles. */
export const rolesError = (errorOf: (path: string) => string | undefined, path: string, codes: readonly string[]): string | undefined =>
  [path, ...codes.map((_, i) => `${path}[${i}]`)].map(errorOf).find((message) => message !== undefined);
