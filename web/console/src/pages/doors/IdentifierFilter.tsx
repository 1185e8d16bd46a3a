import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../api/context';
import { graphql } from '../../gql';
import { SearchList } from '../../form/SearchList';
import type { FilterField } from '../../list/ListPage';
import { useSay } from '../../text/text';
import { Button } from '../../ui/ui';
import { searchIdentifiers } from './searchIdentifiers';

const document = graphql(`
  query FilteredIdentifier($id: ID!) {
    node(id: $id) { __typename ... on Identifier { id name } }
  }
`);

/** A filter for one identifier, which is searched by its name. It can have been deleted: its passages remain. */
export function IdentifierFilter({ label, value, onChange }: FilterField) {
  const say = useSay();
  const { client } = useSession();
  const { data } = useQuery({ queryKey: ['object', 'filteredIdentifier', value], queryFn: ({ signal }) => client.query(document, { id: value }, { signal }), enabled: value !== '' });
  if (value === '') {
    return <SearchList name="identifiers" label={label} search={searchIdentifiers} describe={({ name, type }) => `${name} · ${say(`type.${type}`)}`} onChoose={({ id }) => onChange(id)} />;
  }
  const identifier = data?.node?.__typename === 'Identifier' ? data.node : null;
  return (
    <div className="field">
      <span className="label">{label}</span>
      <span className="chosen">
        {identifier === null ? <code>{value}</code> : <Link to={`/identifiers/${value}`}>{identifier.name}</Link>}
        <Button aria-label={say('passages.anyIdentifier')} onPress={() => onChange('')}>
          ×
        </Button>
      </span>
    </div>
  );
}
