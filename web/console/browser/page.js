// What the checks know about the console.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The folder for screenshots; undefined for none. */
export const pictures = process.argv[3];
if (pictures !== undefined) {
  await mkdir(pictures, { recursive: true });
}

/** A person at the console: everything is done by what is read and typed. */
export class Person {
  constructor(page, server) {
    this.page = page;
    this.server = server;
    page.setDefaultTimeout(10_000);
  }

  async arrive() {
    await this.page.goto(this.server.console);
    await this.sees('First company');
  }

  /** Opens an address of the console as a link would. */
  async goes(path) {
    await this.page.evaluate((hash) => (location.hash = hash), `#${path}`);
    await this.rests();
  }

  /** Waits until the page has what it loads: for some frames in a row, nothing is busy. It fails if that does not come. */
  async rests() {
    await this.page.evaluate(async () => {
      const frames = 6;
      const most = 2_000;
      for (let quiet = 0, all = 0; quiet < frames; all++) {
        if (all === most) throw new Error(`the page is still busy after ${most} frames`);
        await new Promise(requestAnimationFrame);
        quiet = document.querySelector('[aria-busy="true"]') === null && document.querySelector('main h1') !== null ? quiet + 1 : 0;
      }
    });
  }

  heading(name) {
    return this.page.getByRole('heading', { name, level: 1 });
  }

  async reads(name) {
    await this.heading(name).waitFor();
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor();
  }

  async presses(name, within = this.page) {
    await within.getByRole('button', { name, exact: typeof name === 'string' }).first().click();
  }

  async follows(name, within = this.page) {
    await within.getByRole('link', { name, exact: typeof name === 'string' }).first().click();
  }

  async types(label, text, within = this.page) {
    await within.getByLabel(label, { exact: typeof label === 'string' }).first().fill(text);
  }

  /** Moves the focus by the keyboard to what has a name, such as a field or a button, and fails if that does not come. */
  async tabs(name) {
    const most = 120;
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press('Tab');
      const focused = await this.page.evaluate(() => {
        const { activeElement } = document;
        const label = activeElement.labels?.[0]?.innerText ?? activeElement.innerText;
        return (activeElement.getAttribute('aria-label') ?? label ?? '').trim();
      });
      if (name instanceof RegExp ? name.test(focused) : focused === name) return;
    }
    throw new Error(`the keyboard does not lead to ${name}`);
  }

  /** Fills in a field, and presses a button or follows a link, by the keyboard alone. */
  async tabsAndTypes(name, text) {
    await this.tabs(name);
    await this.page.keyboard.type(text);
  }

  async tabsAndPresses(name, key = 'Enter') {
    await this.tabs(name);
    await this.page.keyboard.press(key);
  }

  async picks(label, option) {
    await this.page.getByLabel(label, { exact: true }).first().selectOption({ label: option });
  }

  /** What is wrong with a field, as a screen reader is told: by the description of the field. */
  async problemOf(label) {
    const field = this.page.getByLabel(label, { exact: true }).first();
    await this.page.waitForFunction((element) => element.getAttribute('aria-invalid') === 'true', await field.elementHandle());
    return field.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
  }

  /** Asks the API, as a program beside the person does. */
  async api(query, variables = {}) {
    const response = await fetch(this.server.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': this.server.key },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  }

  /** Judges the page by the rules of WCAG that a program can check. */
  async isAccessible(name) {
    await this.page.evaluate(axe);
    const problems = await this.page.evaluate(async () => {
      // The component library tells screen readers of buttons that are busy, by an element that nobody sees. It empties it some seconds later.
      const { violations } = await window.axe.run({ exclude: ['[data-live-announcer]'] }, { resultTypes: ['violations'] });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
    });
    assert.deepEqual(problems, [], `${name} is not accessible`);
  }

  /** Waits until a change of the size is drawn. */
  async draws() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Takes a picture in either colours. */
  async pictures(name) {
    if (pictures === undefined) return;
    const isDark = await this.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    for (const colorScheme of isDark ? ['light', 'dark'] : ['dark', 'light']) {
      await this.page.emulateMedia({ colorScheme });
      await this.picture(`${name}-${colorScheme}`);
    }
  }

  async picture(name) {
    if (pictures !== undefined) {
      await this.page.screenshot({ path: join(pictures, `${name}.png`) });
    }
  }
}
