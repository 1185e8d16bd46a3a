// What people do at the console, by typing and clicking.
import assert from 'node:assert/strict';

/** On an empty store the console makes the story of each family, and removes it again. */
export async function theFirstMinute(person) {
  const { page } = person;
  for (const [story, look] of [
    ['A person gets an access', '{ accesses { nodes { state } } }'],
    ['A card opens a door', '{ identifiers { nodes { id } } }'],
    ['A user gets a role', '{ userAccesses { nodes { id } } }'],
  ]) {
    const card = page.getByRole('region', { name: story });
    await person.presses('Show me with sample data', card);
    await card.getByText('This sample data is there now').waitFor();
    assert.equal(Object.values(await person.api(look))[0].nodes.length, 1, story);
    if (story === 'A card opens a door') await person.picture('first-minute');
    await person.presses('Remove the sample data', card);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the sample data' }).click();
    await card.getByText('This sample data is there now').waitFor({ state: 'detached' });
  }
  const { identifiers, accessRules, userAccesses } = await person.api('{ identifiers { nodes { id } } accessRules { nodes { id } } userAccesses { nodes { id } } }');
  assert.deepEqual([identifiers, accessRules, userAccesses].map(({ nodes }) => nodes.length), [0, 0, 0]);
}

export async function aPersonGetsAnAccess(person) {
  const { page } = person;
  await person.goes('/give-access');
  await page.getByRole('radio', { name: /^Private/ }).check({ force: true });
  await person.presses('Next');
  await page.getByRole('radio', { name: /create/i }).check({ force: true });
  // Refused at first: everything that is wrong is beside its field, and what was typed stays.
  await person.types('First name', 'Grace');
  await person.presses(/^Create/);
  assert.match(await person.problemOf('Last name'), /must be specified/);
  assert.equal(await page.getByLabel('First name', { exact: true }).inputValue(), 'Grace');
  await person.types('Last name', 'Hopper');
  await person.types('E-mail address', 'grace.hopper@example.com');
  await person.picture('guide');
  await person.presses(/^Create/);
  await page.getByRole('radio', { name: /^The platform/ }).check({ force: true });
  await person.presses('Create the access');
  await person.presses('Accept and activate');
  await person.sees('Done: the access is active.');
  await person.picture('guide-done');
  await person.follows('Grace Hopper');
  await person.reads('Grace Hopper');
  const { accesses } = await person.api('{ accesses(filter: { lastNameStartsWith: "Hopper" }) { nodes { state } } }');
  assert.deepEqual(accesses.nodes, [{ state: 'ACTIVE' }]);
}

export async function aCardOpensTheDoor(person) {
  const { page } = person;
  await person.goes('/access-rules/new');
  await person.presses('Save');
  assert.match(await person.problemOf('Name'), /must be specified/);
  await person.types('Name', 'Day shift');
  await person.types('Reader 1', 'north');
  await page.getByRole('checkbox', { name: 'north opens relay 2' }).check();
  await person.presses('Save');
  await person.reads('Day shift');

  await person.goes('/identifiers/new');
  await person.types('Name', 'Card 17');
  await person.types('Number', '0003456789');
  await person.presses('Save');
  await person.reads('Card 17');
  await person.types('Attach a rule: start of its name', 'Day');
  await person.presses(/^Day shift/);
  await page.getByRole('button', { name: 'Detach Day shift' }).waitFor();

  await person.goes('/check');
  await person.types('Reader', 'north');
  await person.picks('What is shown at the reader', 'A number');
  await person.types('Number', '3456789');
  await person.presses('Check');
  await person.sees('Opens relay 2');
  await person.picture('check-granted');
  await person.types('Reader', 'south');
  await person.presses('Check');
  await person.sees('Reader not in its rules');
  await person.picture('check-denied');
}

export async function twoEditorsMeet(person) {
  const { page } = person;
  const { accessRules } = await person.api('{ accessRules(filter: { nameStartsWith: "Day" }) { nodes { id } } }');
  await person.goes(`/access-rules/${accessRules.nodes[0].id}`);
  await person.presses('Edit');
  await person.types('Description', 'typed at the console');
  await person.api('mutation($input: UpdateAccessRuleInput!) { updateAccessRule(input: $input) { accessRule { id } } }', {
    input: { accessRuleId: accessRules.nodes[0].id, description: 'sent by a program' },
  });
  await person.presses('Save');
  await person.sees('Somebody else has changed this meanwhile');
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else' });
  for (const text of ['typed at the console', 'sent by a program']) await conflict.getByText(text).waitFor();
  await person.picture('conflict');
  await person.presses('Save mine over it');
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  const { accessRule } = await person.api('query($id: ID!) { accessRule(accessRuleId: $id) { description } }', { id: accessRules.nodes[0].id });
  assert.equal(accessRule.description, 'typed at the console');
}

export async function theConnectionIsLost(person) {
  const { page } = person;
  await person.goes('/external-roles/new');
  await person.types('Name', 'Auditor');
  await page.context().setOffline(true);
  await person.presses('Save');
  await person.sees('The server cannot be reached');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Auditor');
  await person.picture('offline');
  await page.context().setOffline(false);
  await person.presses('Save');
  await person.reads('Auditor');
}

export async function aDeletedRowSaysSo(person) {
  const { createAccessRule } = await person.api(
    'mutation { createAccessRule(input: { name: "Short-lived", description: "", settings: [{ reader: "x", relays: [1] }] }) { accessRule { id } } }',
  );
  const { id } = createAccessRule.accessRule;
  await person.goes(`/access-rules/${id}`);
  await person.reads('Short-lived');
  await person.api('mutation($id: ID!) { deleteAccessRule(input: { accessRuleId: $id }) { deletedAccessRuleId } }', { id });
  await person.presses('Edit');
  await person.types('Description', 'too late');
  await person.presses('Save');
  await person.sees('This does not exist, or not any more.');
}

export async function aLeaverGoes(person) {
  const { externalPersonalIdentities } = await person.api('{ externalPersonalIdentities(filter: { lastNameStartsWith: "Hopper" }) { nodes { id } } }');
  const { id } = externalPersonalIdentities.nodes[0];
  await person.goes(`/identities/${id}`);
  await person.reads('Grace Hopper');
  await person.presses('Deactivate');
  await person.page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await person.page.getByRole('button', { name: /activate/i }).filter({ hasNotText: 'Deactivate' }).waitFor();
  const { accesses } = await person.api('{ accesses(filter: { lastNameStartsWith: "Hopper" }) { nodes { id usable } } }');
  assert.equal(accesses.nodes[0].usable, false);
  await person.goes(`/accesses/${accesses.nodes[0].id}`);
  await person.sees('Not usable now');
  await person.picture('leaver');

  await person.goes(`/identities/${id}`);
  await person.presses('Erase');
  const dialog = person.page.getByRole('dialog');
  await person.types('Type “Grace Hopper” to confirm', 'Grace Hopper', dialog);
  await person.presses('Erase', dialog);
  assert.match(await person.problemOf('Reason'), /must be specified/);
  await person.types('Reason', 'left the company', dialog);
  await person.presses('Erase', dialog);
  await person.reads('erased erased');
  await person.sees('left the company');
  await person.page.waitForFunction(() => !document.body.innerText.includes('Grace')); // once the server has finished
  await person.picture('erased');
}

export async function aRoleIsTakenAway(person) {
  const { page } = person;
  const made = await person.api(`mutation {
    createCustomer(input: { name: "Harbour Ltd" }) { customer { id } }
    reader: createUserAccessRole(input: { code: "EVENT_READ", description: "Reads events." }) { userAccessRole { id } }
    writer: createUserAccessRole(input: { code: "EVENT_WRITE", description: "Writes events." }) { userAccessRole { id } }
  }`);
  const { createUser } = await person.api('mutation($id: ID!) { createUser(input: { firstName: "Edsger", lastName: "Dijkstra", customerId: $id }) { user { id } } }', {
    id: made.createCustomer.customer.id,
  });
  const { createUserAccess } = await person.api(
    'mutation($id: ID!) { createUserAccess(input: { userId: $id, roles: ["EVENT_READ", "EVENT_WRITE"], type: { api: { name: "events" } } }) { userAccess { id } } }',
    { id: createUser.user.id },
  );
  const { id } = createUserAccess.userAccess;
  await person.goes(`/user-accesses/${id}`);
  await person.presses('Edit');
  await page.getByRole('checkbox', { name: /EVENT_WRITE/ }).uncheck();
  await person.presses('Save');
  await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
  const { userAccess } = await person.api('query($id: ID!) { userAccess(userAccessId: $id) { roles } }', { id });
  assert.deepEqual(userAccess.roles, ['EVENT_READ']);
}

export async function aKeyIsRotated(person) {
  const { page } = person;
  const { createApplication } = await person.api(
    'mutation { createApplication(input: { name: "Door controller", scopes: [PASSAGE] }) { application { id } apiKey } }',
  );
  const { id } = createApplication.application;
  await person.goes(`/applications/${id}`);
  await person.reads('Door controller');
  await person.presses('Replace the key');
  // Somebody else has changed the application: nothing is done, and the next try is about what is there now.
  await person.api('mutation($id: ID!) { updateApplication(input: { applicationId: $id, name: "Door controller 2" }) { application { id } } }', { id });
  await person.presses('Issue a key');
  await person.sees('Somebody else has changed this meanwhile');
  await person.reads('Door controller 2');
  assert.equal((await person.api('query($id: ID!) { application(applicationId: $id) { keys { id } } }', { id })).application.keys.length, 1);
  await person.presses('Issue a key');
  const shown = page.getByRole('status').filter({ hasText: 'It is shown only now' }).getByLabel('API key');
  const key = await shown.inputValue();
  await person.picture('key-shown-once');
  const passes = async (apiKey) => {
    const response = await fetch(person.server.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': apiKey },
      body: JSON.stringify({ query: '{ viewer { application { name } } }' }),
    });
    return (await response.json()).errors === undefined;
  };
  assert.ok(await passes(key), 'the new key works');
  assert.ok(await passes(createApplication.apiKey), 'the old key works, too');
  await person.presses('Close', page.getByRole('status').filter({ hasText: 'It is shown only now' }));
  await person.presses('Revoke'); // the older is first
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByRole('button', { name: 'Replace the key' }).waitFor(); // one key is left
  assert.ok(!(await passes(createApplication.apiKey)), 'the old key is revoked');
  assert.ok(await passes(key), 'the new key still works');
  await page.reload();
  await person.reads('Door controller 2');
  assert.ok(!(await page.content()).includes(key), 'the key is shown once');
}
