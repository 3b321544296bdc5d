import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath, URLSearchParams } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../test/framework/support/chromium-path.cjs';
import { below, median, PACE } from '../support/measure.mjs';

const VIEW = '/view/board-notes/';
const FOLDER = fileURLToPath(new URL('../../dist/views/board-notes/', import.meta.url));
const BLANK = '<!doctype html><html lang="en"><title>blank</title><p>Blank</p></html>';
const ROUNDS = PACE.isQuick ? PACE.rounds : 11;
/** Of the example: an item of the board. */
const CONTENT = 'li.row';
const LIMIT_MS = 60_000;

/**
 * What a user of the board view waits for, from the moment at which the page of the host is opened, in Chromium with empty
 * caches; beside it the same host with a page of one line. And what the view weighs on the network.
 */
export async function run({ app, platform }) {
  const sizes = ['br', 'gz'].map(sizeRow);
  if (chromiumPath === undefined) {
    console.log('    view: no Chromium found; set CHROMIUM_PATH. Its paint is not measured.');
    return sizes;
  }
  const blank = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(BLANK);
  }).listen(0, '127.0.0.1');
  await once(blank, 'listening');
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const hostOf = (view) =>
      `${platform.url.replace('127.0.0.1', 'localhost')}/views?${new URLSearchParams({ url: view })}`;
    const ours = () => open(browser, hostOf(app.url + VIEW), CONTENT);
    const baseline = () => open(browser, hostOf(`http://127.0.0.1:${blank.address().port}/`), 'p');
    return [...(await paintRows(ours, baseline)), ...sizes];
  } finally {
    await browser.close();
    blank.close();
  }
}

/** In turns, so that whatever else the machine does strikes both. The first turn, which also compiles, does not count. */
async function paintRows(ours, baseline) {
  const turns = [];
  for (let round = 0; round <= ROUNDS; round += 1) turns.push([await ours(), await baseline()]);
  const counted = turns.slice(1);
  return [
    ['first paint', 'firstPaint', 1_000],
    ['first contentful paint', 'firstContentfulPaint', 1_000],
    ['notes are shown', 'content', 2_000],
  ].map(([what, name, limit]) => {
    const [own, bare] = [0, 1].map((side) => median(counted.map((turn) => turn[side][name])));
    const ratio = median(counted.map(([left, right]) => left[name] / right[name]));
    return below(limit, {
      name: `view: from opening the host until ${what}`,
      ours: own,
      baseline: bare,
      ratio,
      unit: 'ms',
    });
  });
}

/** @returns milliseconds from the navigation of the host to each moment in the frame */
async function open(browser, url, content) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    await page.addInitScript({ content: noteWhenShown(content) });
    await page.goto(url, { waitUntil: 'commit' });
    const frame = await (await page.waitForSelector('.stage iframe')).contentFrame();
    await frame.waitForSelector(content);
    const moments = await frame.waitForFunction(MOMENTS);
    const begun = await page.evaluate('performance.timeOrigin');
    return Object.fromEntries(
      Object.entries(await moments.jsonValue()).map(([name, at]) => [name, at - begun]),
    );
  } finally {
    await context.close();
  }
}

/** For the browser: notes when there is an element. */
const noteWhenShown = (selector) => `
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector(${JSON.stringify(selector)})) return;
    observer.disconnect();
    globalThis.shownAt = performance.now();
  }).observe(document, { childList: true, subtree: true });`;

/** For the browser: false until all is painted. */
const MOMENTS = `(() => {
  const { timeOrigin } = performance;
  const at = (name) => performance.getEntriesByName(name)[0]?.startTime + timeOrigin;
  const firstContentfulPaint = at('first-contentful-paint');
  const content = globalThis.shownAt + timeOrigin;
  return firstContentfulPaint > 0 && content > 0 && { firstPaint: at('first-paint'), firstContentfulPaint, content };
})()`;

function sizeRow(ending) {
  const files = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith(`.${ending}`));
  const bytes = files.reduce((sum, name) => sum + statSync(FOLDER + name).size, 0);
  const name = `view: bundle, compressed with ${ending === 'br' ? 'Brotli' : 'gzip'}`;
  return below(250, { name, ours: bytes / 1_000, baseline: null, ratio: null, unit: 'kB' });
}
