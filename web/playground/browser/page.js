// What the checks know about the page.
/** Opens the address and waits until the editor shows the first tab. Returns how long that took, in milliseconds. */
export async function open(page, address) {
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('.graphiql-query-editor .view-line', { hasText: /^query\sViewer/ }).waitFor();
  return Math.round(performance.now() - started);
}

export const step = (page, name) => page.locator(`[data-step="${name}"]`);
export const response = (page) => page.locator('.graphiql-response .view-lines');

/** The text of an editor on one line: it is drawn with blanks of another kind, and long lines are broken. */
export async function textOf(lines) {
  return (await lines.innerText()).replaceAll(/\s+/g, ' ');
}

export async function waitForText(lines, text) {
  await lines.getByText(text).first().waitFor();
  return textOf(lines);
}
