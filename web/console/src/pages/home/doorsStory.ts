import { graphql } from '../../gql';
import { present, type Story } from './story';

const ruleName = 'Sample rule: main entrance';
const cardName = 'Sample card';

const lookDocument = graphql(`
  query SampleDoors($rule: String!, $card: String!) {
    anyRule: accessRules(first: 1) { nodes { id } }
    anyCard: identifiers(first: 1) { nodes { id } }
    accessRules(first: 100, filter: { nameStartsWith: $rule }) { nodes { id name } }
    identifiers(first: 100, filter: { nameStartsWith: $card }) { nodes { id name number } }
  }
`);

const ruleDocument = graphql(`
  mutation MakeSampleRule($input: CreateAccessRuleInput!) {
    createAccessRule(input: $input) { accessRule { id } }
  }
`);

const cardDocument = graphql(`
  mutation MakeSampleCard($input: CreateIdentifierInput!) {
    createIdentifier(input: $input) { identifier { id } }
  }
`);

const attachDocument = graphql(`
  mutation AttachSampleRule($input: AttachAccessRuleInput!) {
    attachAccessRule(input: $input) { identifier { id } }
  }
`);

const deleteRuleDocument = graphql(`
  mutation DeleteSampleRule($input: DeleteAccessRuleInput!) {
    deleteAccessRule(input: $input) { deletedAccessRuleId }
  }
`);

const deleteCardDocument = graphql(`
  mutation DeleteSampleCard($input: DeleteIdentifierInput!) {
    deleteIdentifier(input: $input) { deletedIdentifierId }
  }
`);

/** Returns the number of a card that nobody has: nine random digits. */
const newNumber = (): string => String(100_000_000 + ((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 900_000_000));

/** A card opens a door. */
export const doorsStory: Story = {
  name: 'doors',
  needs: ['ACCESS_RULE_WRITE'],
  look: async (client, signal) => {
    const { anyRule, anyCard, accessRules, identifiers } = await client.query(lookDocument, { rule: ruleName, card: cardName }, { signal });
    return {
      isEmpty: present(anyRule).nodes.length + present(anyCard).nodes.length === 0,
      samples: [
        ...present(accessRules)
          .nodes.filter(({ name }) => name === ruleName)
          .map(({ id, name }) => ({ id, noun: 'story.rule' as const, label: name, to: `/access-rules/${id}`, remove: () => client.mutate(deleteRuleDocument, { input: { accessRuleId: id, detach: true } }) })),
        ...present(identifiers)
          .nodes.filter(({ name }) => name === cardName)
          .map(({ id, name, number }) => ({ id, noun: 'story.card' as const, label: `${name} ${number}`, to: `/identifiers/${id}`, remove: () => client.mutate(deleteCardDocument, { input: { identifierId: id } }) })),
      ],
    };
  },
  make: async (client) => {
    const rule = await client.mutate(ruleDocument, { input: { name: ruleName, description: 'The reader at the main entrance opens relay 1.', settings: [{ reader: 'sample-entrance', relays: [1] }] } });
    const card = await client.mutate(cardDocument, { input: { name: cardName, affiliation: 'GUEST', type: 'CARD', number: newNumber() } });
    await client.mutate(attachDocument, { input: { identifierId: present(card.createIdentifier).identifier.id, accessRuleId: present(rule.createAccessRule).accessRule.id } });
  },
};
