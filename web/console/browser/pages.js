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

/** The narrowest comes last: the check of every page on a phone goes on from there. */
const widths = [1440, 820, 390];

/** Opens every page once in a language, and looks at it in every width; for screenshots also in both colours. */
export async function everyPageFits(person, paths, language) {
  const { page } = person;
  for (const path of paths) {
    await person.goes(path);
    const text = await page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(text, /\{\w+[|}]|\b(undefined|NaN|\[object)\b/, `${path} in ${language} has a gap in a text`);
    assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    assert.equal(await page.locator('h1').count(), 1, `${path} has one title`);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      await person.draws();
      const contents = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth));
      assert.ok(contents <= width, `${path} is ${contents} wide on ${width} pixels in ${language}`);
      await person.pictures(`${width}-${language}${nameOf(path)}`);
    }
  }
}

/** The entries of the menu, by the language. */
const menus = new Map();

/** None of the entries of the menu is empty, or left in another language. */
export async function theMenuSpeaks(person, language) {
  const entries = await person.page.locator('#menu a').evaluateAll((elements) => elements.map((element) => element.textContent.trim()));
  for (const [other, theirs] of menus) {
    const same = entries.filter((entry, i) => entry === theirs[i]);
    assert.deepEqual(same, [], `the same in ${language} and ${other}`);
  }
  assert.ok(entries.length > 10 && !entries.includes(''), `the menu in ${language}: ${entries}`);
  menus.set(language, entries);
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
