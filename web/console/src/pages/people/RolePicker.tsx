import { graphql } from '../../gql';
import { useSay } from '../../text/text';
import { type Choice, Picker } from './Picker';

const document = graphql(`
  query EnabledExternalRoles($filter: ExternalRoleFilter) {
    externalRoles(first: 10, filter: $filter, orderBy: { field: NAME }) { nodes { id name } }
  }
`);

/** Chooses an external role that is enabled. */
export function RolePicker(props: { chosen: string; onChoose: (role: Choice) => void; error?: string | undefined }) {
  const say = useSay();
  return (
    <Picker
      {...props}
      name={['externalRoles']}
      legend={say('roles.one')}
      searchLabel={say('roles.search')}
      load={(client, search, signal) =>
        client
          .query(document, { filter: { enabled: true, nameStartsWith: search || null } }, { signal })
          .then(({ externalRoles }) => (externalRoles?.nodes ?? []).map(({ id, name }) => ({ id, label: name })))
      }
    />
  );
}
