// What people do at the console without a mouse.
import assert from 'node:assert/strict';

export async function aPersonGetsAnAccessByKeyboard(person) {
  await person.goes('/');
  await person.tabsAndPresses('Give a person an access');
  await person.reads('Give a person an access');
  await person.tabs(/^Private/);
  await person.tabsAndPresses('Next');
  await person.tabs(/choose/i);
  await person.page.keyboard.press('ArrowDown'); // to the other radio button: create
  await person.tabsAndTypes('First name', 'Katherine');
  await person.tabsAndTypes('Last name', 'Johnson');
  await person.tabsAndTypes('E-mail address', 'katherine.johnson@example.com');
  await person.page.keyboard.press('Enter');
  await person.tabsAndPresses(/^The platform/, ' ');
  await person.tabsAndPresses('Create the access');
  await person.sees('Accept and activate');
  await person.tabsAndPresses('Accept and activate');
  await person.sees('Done: the access is active.');
  const { accesses } = await person.api('{ accesses(filter: { lastNameStartsWith: "Johnson" }) { nodes { state } } }');
  assert.deepEqual(accesses.nodes, [{ state: 'ACTIVE' }]);
}

export async function aCardOpensTheDoorByKeyboard(person) {
  await person.goes('/');
  await person.tabsAndPresses('Access rules');
  await person.reads('Access rules');
  await person.tabsAndPresses('New');
  await person.tabsAndTypes('Name', 'Night shift');
  await person.tabsAndTypes('Reader 1', 'cellar');
  await person.tabsAndPresses('cellar opens relay 1', ' ');
  await person.tabsAndPresses('Save');
  await person.reads('Night shift');
  await person.goes('/');
  await person.tabsAndPresses('Cards and codes');
  await person.reads('Cards and codes');
  await person.tabsAndPresses('New');
  await person.tabsAndTypes('Name', 'Card 18');
  await person.tabsAndTypes('Number', '04:A3:1B:22');
  await person.page.keyboard.press('Enter');
  await person.reads('Card 18');
  await person.tabsAndTypes('Attach a rule: start of its name', 'Night');
  await person.sees(/^Night shift/);
  await person.tabsAndPresses(/^Night shift/);
  await person.sees('Detach');
  await person.goes('/');
  await person.tabsAndPresses('Check a passage');
  await person.reads('Check a passage');
  await person.tabsAndTypes('Reader', 'cellar');
  await person.tabs('What is shown at the reader');
  await person.page.keyboard.press('ArrowDown');
  await person.tabsAndTypes('Number', '04-a3-1b-22');
  await person.page.keyboard.press('Enter');
  await person.sees('Opens relay 1');
}
