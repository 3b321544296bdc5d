import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { above, below, median, PACE } from '../support/measure.mjs';
import { processorMs, residentMegabytes } from '../support/processes.mjs';
import { fill, keep, readStories } from '../support/stories.mjs';
import { openPlatform } from '../support/world.mjs';

export const standalone = true;

/** The board of the stories, which make some more items. */
const BOARD = '7310284655';
const ITEMS = 9_900;
const COLUMNS = 30;
/** Those of the stories' tests. */
const SECRETS = { MONDAY_SIGNING_SECRET: 'signing-secret', MONDAY_OAUTH_CLIENT_SECRET: 'client-secret' };
const STORED_BOARDS = 10;
const REST_MS = 1_000;
const PAGES = 20;

/**
 * The GraphQL API of the local platform on a board of 10,000 items and 30 columns. Speeds are in processor time of the
 * platform, so that they are those of one core whatever else the machine does.
 */
export async function run() {
  const platform = await openPlatform({ given: SECRETS });
  try {
    const token = await prepare(platform);
    const alone = { baseline: null, ratio: null };
    const operations = await operationsPerSecond(platform, token);
    const page = await pageMs(platform, token);
    return [
      above(300, {
        name: 'operations of the tests, 10,000 items, 30 columns',
        ours: operations,
        unit: 'operations/s',
        ...alone,
      }),
      below(150, { name: 'items_page(limit: 500), 30 columns', ours: page, unit: 'ms', ...alone }),
      ...(await withManyItems()),
    ];
  } finally {
    await platform.close();
  }
}

/** A page as a client reads it, after the first ones, which compile. */
async function pageMs(platform, token) {
  const query = `{ boards(ids: [${BOARD}]) { items_page(limit: 500) { cursor items { id name column_values { id type text value } } } } }`;
  const times = [];
  for (let round = 0; round < PAGES; round += 1) {
    const before = processorMs(platform.pid);
    const { data } = await ask(platform, token, { query });
    if (data.boards[0].items_page.items[499].column_values.length !== COLUMNS)
      throw new Error('the page is not whole');
    times.push(processorMs(platform.pid) - before);
  }
  return median(times.slice(PAGES / 2));
}

async function operationsPerSecond(platform, token) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-snapshot-'));
  const file = join(folder, 'platform.snapshot');
  const stories = await readStories();
  try {
    await control(platform, 'snapshot', { file });
    const rates = [];
    // The first round compiles.
    for (let round = 0; round < PACE.rounds + 1; round += 1) {
      let count = 0;
      let spent = 0;
      for (const { operations } of stories) {
        await control(platform, 'restore', { file });
        const before = processorMs(platform.pid);
        count += await play(platform, token, operations);
        spent += processorMs(platform.pid) - before;
      }
      rates.push((count * 1000) / spent);
    }
    return median(rates.slice(1));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(platform, token, operations) {
  const known = new Map();
  for (const operation of operations) {
    const { data, errors } = await ask(platform, token, fill(operation, known));
    if (errors && !operation.refused) throw new Error(`${operation.query}: ${JSON.stringify(errors[0])}`);
    keep(operation, data ?? {}, known);
  }
  return operations.length;
}

/** Start and memory at rest with 100,000 items stored. */
async function withManyItems() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-stored-'));
  const starts = [];
  const rest = [];
  try {
    await inPlatform(folder, async (platform) => {
      for (let seed = 1; seed <= STORED_BOARDS; seed += 1) {
        await control(platform, 'boards', { columns: COLUMNS, seed });
      }
    });
    for (let round = 0; round < PACE.rounds; round += 1) {
      await inPlatform(folder, async (platform) => {
        starts.push(platform.startMs);
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
        rest.push(residentMegabytes(platform.pid));
      });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const alone = { baseline: null, ratio: null };
  return [
    below(1_000, { name: 'start with 100,000 items stored', ours: median(starts), unit: 'ms', ...alone }),
    below(150, {
      name: 'resident memory with 100,000 items, at rest',
      ours: median(rest),
      unit: 'MB',
      ...alone,
    }),
  ];
}

async function inPlatform(folder, work) {
  const platform = await openPlatform({ folder });
  try {
    await work(platform);
  } finally {
    await platform.close();
  }
}

async function prepare(platform) {
  await control(platform, 'limits', { enabled: false }, 'PUT');
  await control(platform, 'boards', { boardId: BOARD, items: ITEMS, columns: COLUMNS });
  const [{ id }] = await (await fetch(`${platform.url}/__sandbox/users`)).json();
  const { access_token: token } = await control(platform, 'tokens', { userId: id });
  return token;
}

async function ask(platform, token, { query, variables, version, file }) {
  const isUpload = file !== undefined;
  const reply = await fetch(`${platform.url}/v2`, {
    method: 'POST',
    headers: {
      ...(isUpload ? {} : { 'Content-Type': 'application/json' }),
      Authorization: token,
      ...(version === undefined ? {} : { 'API-Version': version }),
    },
    body: isUpload ? upload(query, file) : JSON.stringify({ query, variables }),
  });
  return reply.json();
}

/** In the form of @mondaydotcomorg/api. */
function upload(query, text) {
  const form = new globalThis.FormData();
  form.set('query', query);
  form.set('variables', '{"file":null}');
  form.set('map', '{"0":["variables.file"]}');
  form.set('0', new globalThis.File([text], 'note.txt', { type: 'text/plain' }));
  return form;
}

async function control({ url }, path, body, method = 'POST') {
  const reply = await fetch(`${url}/__sandbox/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
