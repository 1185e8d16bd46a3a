import { useState } from 'react';
import { type TextKey, useSay } from '../../../text/text';
import { Button, Page } from '../../../ui/ui';
import { noPerson } from '../PersonFields';
import type { Choice } from '../parts';
import { LastStep } from './LastStep';
import { type AccessValues, NamesStep } from './NamesStep';
import { type Holder, PersonStep, type Way } from './PersonStep';
import { RoleStep } from './RoleStep';
import { Step, Steps, Ways } from './Steps';

type Type = 'PRIVATE' | 'CORPORATE';

type StepName = 'kind' | 'role' | 'person' | 'names' | 'last';

const stepsOf: Record<Type, readonly StepName[]> = {
  PRIVATE: ['kind', 'person', 'names', 'last'],
  CORPORATE: ['kind', 'role', 'person', 'names', 'last'],
};

const noNames: AccessValues = { firstName: '', lastName: '', corporateName: '', corporateRoleName: '', managed: true };

/** The guided way from a person to an active access. */
export function GiveAccess() {
  const [round, setRound] = useState(0);
  return <Guide key={round} onAgain={() => setRound(round + 1)} />;
}

/** One walk through the guide. It keeps all that was typed and chosen, so that each way back finds it. */
function Guide({ onAgain }: { onAgain: () => void }) {
  const say = useSay();
  const [step, setStep] = useState<StepName>('kind');
  const [type, setType] = useState<Type>('PRIVATE');
  const [roleWay, setRoleWay] = useState<Way>('choose');
  const [role, setRole] = useState<Choice>();
  const [typedRole, setTypedRole] = useState({ name: '' });
  const [personWay, setPersonWay] = useState<Way>('choose');
  const [holder, setHolder] = useState<Holder>();
  const [typedPerson, setTypedPerson] = useState(noPerson);
  const [typedNames, setTypedNames] = useState(noNames);
  const [namedAfter, setNamedAfter] = useState('');
  const [accessId, setAccessId] = useState('');

  const steps = stepsOf[type];
  const place = steps.indexOf(step);
  const go = (by: number): void => setStep(steps[place + by] ?? step);
  const titles: Record<StepName, TextKey> = { kind: 'give.kind', role: 'give.role', person: type === 'PRIVATE' ? 'give.person' : 'give.account', names: 'give.names', last: 'give.last' };

  const content = {
    kind: () => (
      <>
        <Ways
          legend={say('field.type')}
          ways={[
            { way: 'PRIVATE', label: say('accesses.PRIVATE'), about: say('give.privateAbout') },
            { way: 'CORPORATE', label: say('accesses.CORPORATE'), about: say('give.corporateAbout') },
          ]}
          chosen={type}
          onChoose={(chosen) => {
            setType(chosen);
            setHolder(undefined);
          }}
        />
        <div className="buttons">
          <Button kind="primary" onPress={() => go(1)}>
            {say('give.next')}
          </Button>
        </div>
      </>
    ),
    role: () => (
      <RoleStep
        way={roleWay}
        setWay={setRoleWay}
        role={role}
        setRole={(chosen) => {
          if (chosen.id !== role?.id) setHolder(undefined);
          setRole(chosen);
        }}
        typed={typedRole}
        setTyped={setTypedRole}
        onBack={() => go(-1)}
        onNext={() => go(1)}
      />
    ),
    person: () => (
      <PersonStep
        role={type === 'CORPORATE' ? role : undefined}
        way={personWay}
        setWay={setPersonWay}
        holder={holder}
        setHolder={setHolder}
        typed={typedPerson}
        setTyped={setTypedPerson}
        onBack={() => go(-1)}
        onNext={({ id, firstName, lastName }) => {
          // The names of the person are proposed. What is typed over them stays, unless another person is chosen.
          if (id !== namedAfter) setTypedNames({ ...typedNames, firstName, lastName, corporateRoleName: type === 'CORPORATE' ? (role?.label ?? '') : '' });
          setNamedAfter(id);
          go(1);
        }}
      />
    ),
    names: () =>
      holder !== undefined && (
        <NamesStep
          holder={holder}
          typed={typedNames}
          setTyped={setTypedNames}
          onBack={() => go(-1)}
          onCreated={(id) => {
            setAccessId(id);
            go(1);
          }}
        />
      ),
    last: () => <LastStep accessId={accessId} onAgain={onAgain} />,
  };

  return (
    <Page title={say('give.title')}>
      <Steps names={steps.map((name) => titles[name])} current={place} />
      <Step key={step} title={say(titles[step])}>
        {content[step]()}
      </Step>
    </Page>
  );
}
