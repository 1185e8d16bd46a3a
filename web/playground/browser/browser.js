import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No name is looked up, whoever asks.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * Opens a page in a browser of its own, with nothing cached, does the work, and then sees to it that nothing was asked
 * of another machine, no policy was violated, and nothing was written to the console but what is expected.
 */
export async function inBrowser(options, work) {
  const profile = await mkdtemp(join(tmpdir(), 'playground-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: flags,
    ...options,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const seen = await watch(context, page);
    await work(page, seen);
    seen.violations.push(...(await page.evaluate(() => window.violations)));
    assert.deepEqual(seen.elsewhere, [], 'requests that would leave this machine');
    assert.deepEqual(seen.violations, [], 'violations of the content security policy');
    assert.deepEqual(seen.console, [], 'messages on the console');
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function watch(context, page) {
  const seen = { elsewhere: [], violations: [], console: [], refused: 0 };
  await context.route('**/*', async (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:') {
      await route.continue();
      return;
    }
    seen.elsewhere.push(route.request().url());
    await route.abort();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      seen.console.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() === 401) seen.refused++;
  });
  page.on('pageerror', (error) => seen.console.push(`exception: ${error}`));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return seen;
}
