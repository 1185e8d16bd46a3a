import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMay, useSession } from '../../api/context';
import { Form } from '../../form/Form';
import { graphql } from '../../gql';
import type { AccessRuleQuery } from '../../gql/graphql';
import { useFormats, useSay } from '../../text/text';
import { Action } from '../../ui/Action';
import { History } from '../../ui/History';
import { ObjectPage, useRefresh } from '../../ui/ObjectPage';
import { Button, ConfirmButton, Facts, Page, TextField } from '../../ui/ui';
import { RuleIdentifiers } from './RuleIdentifiers';
import { RelayGrid, type Setting, settingsInput, settingsOf } from './RelayGrid';

const accessRuleDocument = graphql(`
  query AccessRule($accessRuleId: ID!) {
    accessRule(accessRuleId: $accessRuleId) { id name description settings { reader relays } referencesCount { identifiers } createdAt updatedAt version }
  }
`);

const createDocument = graphql(`
  mutation CreateAccessRule($input: CreateAccessRuleInput!) {
    createAccessRule(input: $input) { accessRule { id } }
  }
`);

const updateDocument = graphql(`
  mutation UpdateAccessRule($input: UpdateAccessRuleInput!) {
    updateAccessRule(input: $input) { accessRule { id version } }
  }
`);

const deleteDocument = graphql(`
  mutation DeleteAccessRule($input: DeleteAccessRuleInput!) {
    deleteAccessRule(input: $input) { deletedAccessRuleId }
  }
`);

type Rule = NonNullable<AccessRuleQuery['accessRule']>;

interface Values {
  name: string;
  description: string;
  settings: readonly Setting[];
}

const valuesOf = ({ name, description, settings }: Rule): Values => ({ name, description, settings: settingsOf(settings) });

const inputOf = ({ name, description, settings }: Values) => ({ name, description, settings: settingsInput(settings) });

/** One access rule, with its grid of readers and relays. */
export function AccessRule() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { client } = useSession();
  return (
    <ObjectPage name={['accessRule', id]} load={(client, signal) => client.query(accessRuleDocument, { accessRuleId: id }, { signal }).then(({ accessRule }) => accessRule)}>
      {(rule, refresh) => (
        <Shown
          rule={rule}
          refresh={refresh}
          current={async () => {
            const { accessRule } = await client.query(accessRuleDocument, { accessRuleId: id });
            return { values: valuesOf(accessRule as Rule), version: (accessRule as Rule).version };
          }}
        />
      )}
    </ObjectPage>
  );
}

function Shown({ rule, refresh, current }: { rule: Rule; refresh: () => Promise<void>; current: () => Promise<{ values: Values; version: number }> }) {
  const say = useSay();
  const { time } = useFormats();
  const { client } = useSession();
  const navigate = useNavigate();
  const mayWrite = useMay('ACCESS_RULE_WRITE');
  const [isEditing, setEditing] = useState(false);
  const remove = async (): Promise<void> => {
    await client.mutate(deleteDocument, { input: { accessRuleId: rule.id, detach: true, expectedVersion: rule.version } });
    await refresh();
    await navigate({ to: '/access-rules' });
  };
  return (
    <Page title={rule.name} actions={mayWrite && !isEditing && <Button onPress={() => setEditing(true)}>{say('app.edit')}</Button>}>
      {isEditing ? (
        <RuleForm
          initial={valuesOf(rule)}
          current={current}
          onCancel={() => setEditing(false)}
          save={async (values, over) => {
            await client.mutate(updateDocument, { input: { accessRuleId: rule.id, ...inputOf(values), expectedVersion: over ?? rule.version } });
            await refresh();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <Facts
            facts={[
              [say('field.description'), rule.description],
              [say('rules.used'), rule.referencesCount?.identifiers ?? ''],
              [say('field.changed'), time(rule.updatedAt)],
            ]}
          />
          <RelayGrid settings={settingsOf(rule.settings)} />
          <RuleIdentifiers accessRuleId={rule.id} />
          {mayWrite && (
            <Action>
              {(run) => (
                <div className="buttons">
                  <ConfirmButton label={say('app.delete')} about={say('rules.deleteAbout', { count: rule.referencesCount?.identifiers ?? 0 })} onConfirm={() => run(remove)} />
                </div>
              )}
            </Action>
          )}
        </>
      )}
      <History subjectId={rule.id} />
    </Page>
  );
}

/** The page that makes a new access rule. */
export function NewAccessRule() {
  const say = useSay();
  const { client } = useSession();
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (
    <Page title={say('rules.new')}>
      <RuleForm
        initial={{ name: '', description: '', settings: [{ reader: '', relays: [] }] }}
        save={async (values) => {
          const { createAccessRule } = await client.mutate(createDocument, { input: inputOf(values) });
          await refresh();
          await navigate({ to: `/access-rules/${createAccessRule?.accessRule.id}` });
        }}
      />
    </Page>
  );
}

interface FormProps {
  initial: Values;
  save: (values: Values, over?: number) => Promise<void>;
  current?: () => Promise<{ values: Values; version: number }>;
  onCancel?: () => void;
}

function RuleForm(props: FormProps) {
  const say = useSay();
  return (
    <Form {...props} labels={{ name: say('field.name'), description: say('field.description'), settings: say('rules.readers') }}>
      {({ values, set, errorOf }) => (
        <>
          <TextField label={say('field.name')} value={values.name} onChange={(name) => set('name', name)} error={errorOf('name')} />
          <TextField multiline label={say('field.description')} value={values.description} onChange={(description) => set('description', description)} error={errorOf('description')} />
          <RelayGrid settings={values.settings} onChange={(settings) => set('settings', settings)} errorOf={errorOf} />
        </>
      )}
    </Form>
  );
}
