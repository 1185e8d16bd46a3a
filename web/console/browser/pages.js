// Checks of every page: the lists, and one object of each kind.
import assert from 'node:assert/strict';

/** The addresses of all pages: the links of the menu, and the first object of each list, with the page that makes a new one. */
export async function addresses(person) {
  const { page } = person;
  const hrefs = (selector) => page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute('href').replace(/^.*#/, '')));
  const lists = [...new Set(await hrefs('#menu a'))];
  assert.ok(lists.length > 10, `${lists.length} entries in the menu`);
  const all = new Set(['/', ...lists]);
  for (const list of lists) {
    await person.goes(list);
    for (const selector of ['.rows tbody td:first-child a', '.page-head a.primary']) {
      const [first] = await hrefs(selector);
      if (first !== undefined) all.add(first);
    }
  }
  assert.ok(all.size > lists.length + 8, `${all.size} pages for ${lists.length} entries`);
  return [...all];
}

const nameOf = (path) => path.replaceAll(/_[0-9a-f]{32}/g, '').replaceAll(/\W+/g, '-');

export async function everyPageIsAccessible(person, paths, kind) {
  for (const path of paths) {
    await person.goes(path);
    await person.isAccessible(`${kind}${path}`);
  }
}

export async function everyPageFits(person, paths, width, colorScheme) {
  for (const path of paths) {
    await person.goes(path);
    const contents = await person.page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth));
    assert.ok(contents <= width, `${path} is ${contents} wide on ${width} pixels`);
    assert.equal(await person.page.locator('h1').count(), 1, `${path} has one title`);
    await person.picture(`${width}-${colorScheme}${nameOf(path)}`);
  }
}

/** Makes more rows than a page has, and scrolls to the last. */
export async function longListsScroll(person) {
  const { page } = person;
  const count = 120;
  for (let i = 0; i < count; i += 20) {
    const fields = Array.from({ length: 20 }, (_, j) => `r${j}: createExternalRole(input: { name: "Scroll ${String(i + j).padStart(3, '0')}", enabled: true }) { externalRole { id } }`);
    await person.api(`mutation { ${fields.join(' ')} }`);
  }
  await person.goes('/external-roles?search=Scroll');
  await person.sees('Scroll 000');
  const rows = page.locator('.rows');
  await rows.hover();
  const last = page.getByText(`Scroll ${count - 1}`);
  for (let pages = 0; pages < count && !(await last.isVisible()); pages++) {
    await rows.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await person.rests();
  }
  await last.waitFor();
  const drawn = await page.locator('.rows tbody tr').count();
  assert.ok(drawn < 60, `${drawn} rows are drawn`);
  await page.goBack();
  await page.goForward();
  assert.match(await page.evaluate(() => location.hash), /search=Scroll/, 'the state of the list is in the address');
}
