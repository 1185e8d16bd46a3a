import { SearchList } from '../../form/SearchList';
import { graphql } from '../../gql';
import { useSay } from '../../text/text';
import type { Choice } from './parts';

const document = graphql(`
  query EnabledExternalRoles($filter: ExternalRoleFilter) {
    externalRoles(first: 10, filter: $filter, orderBy: { field: NAME }) { nodes { id name } pageInfo { hasNextPage } }
  }
`);

interface Props {
  chosen: string;
  onChoose: (role: Choice) => void;
  error?: string | undefined;
}

/** Chooses an external role that is enabled. */
export function RolePicker({ chosen, onChoose, error }: Props) {
  const say = useSay();
  return (
    <SearchList
      name="externalRoles"
      label={say('roles.search')}
      choice={{ legend: say('roles.one'), chosen }}
      search={(client, text, signal) =>
        client
          .query(document, { filter: { enabled: true, nameStartsWith: text.slice(0, 50) || null } }, { signal })
          .then(({ externalRoles }) => ({ items: externalRoles?.nodes ?? [], hasMore: externalRoles?.pageInfo.hasNextPage === true }))
      }
      describe={({ name }) => name}
      onChoose={({ id, name }) => onChoose({ id, label: name })}
      error={error}
    />
  );
}
