import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { below, median } from '../support/measure.mjs';
import { residentMegabytes } from '../support/processes.mjs';
import { openPlatform } from '../support/world.mjs';

export const standalone = true;

const BOARDS = 10;
const COLUMNS = 30;
const REQUESTS = 10_000;
const AT_ONCE = 20;
const ROUNDS = 7;

/**
 * The pages of the local platform's console with 100,000 items and 10,000 requests stored, and its memory after
 * them.
 */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-console-'));
  try {
    const boardId = await inPlatform(folder, makeBoards);
    return await inPlatform(folder, (platform) => measure(platform, boardId));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inPlatform(folder, work) {
  const platform = await openPlatform({ folder });
  try {
    return await work(platform);
  } finally {
    await platform.close();
  }
}

/** @returns the id of a board with 10,000 items */
async function makeBoards(platform) {
  let board;
  for (let seed = 1; seed <= BOARDS; seed += 1) {
    board = await send(platform, 'POST', '/__sandbox/boards', { columns: COLUMNS, seed });
  }
  return board.id ?? board.board?.id ?? board.boardId;
}

async function measure(platform, boardId) {
  await sendRequests(platform);
  const pages = await pathsOf(platform, boardId);
  const times = [];
  for (const path of pages) times.push({ path, ms: await pageMs(platform, path) });
  times.sort((left, right) => right.ms - left.ms);
  const [slowest] = times;
  const alone = { baseline: null, ratio: null };
  return [
    below(100, {
      name: `console: slowest of ${pages.length} pages (${nameOf(slowest.path)})`,
      ours: slowest.ms,
      unit: 'ms',
      ...alone,
    }),
    below(150, {
      name: 'console: memory after 10,000 requests',
      ours: residentMegabytes(platform.pid),
      unit: 'MB',
      ...alone,
    }),
  ];
}

async function sendRequests(platform) {
  await send(platform, 'PUT', '/__sandbox/limits', { enabled: false });
  const [{ id }] = await send(platform, 'GET', '/__sandbox/users');
  const { access_token: token } = await send(platform, 'POST', '/__sandbox/tokens', { userId: id });
  let left = REQUESTS;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await send(platform, 'POST', '/v2', { query: `query Me { me { id name email } }` }, token);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** All sections of the navigation, and a page of each kind that they lead to. */
async function pathsOf(platform, boardId) {
  const home = await text(platform, '/');
  const sections = [...home.matchAll(/<a href="(\/[a-z]*)"/g)].map(([, path]) => path);
  const board = await text(platform, `/boards/${boardId}`);
  const [item] = board.match(/\/boards\/\d+\/items\/\d+/) ?? [];
  const [group] = board.match(/\/boards\/\d+\?group=\w+/) ?? [];
  const [request] = (await text(platform, '/requests')).match(/\/requests\/received\/\d+/) ?? [];
  const more = [`/boards/${boardId}`, item, `${group}&offset=5000`, request, '/requests?text=nowhere'];
  if (more.some((path) => path === undefined || path.startsWith('undefined')))
    throw new Error(`not found: ${more}`);
  return [...new Set([...sections, ...more])];
}

const nameOf = (path) => path.replace(/\d{4,}/g, 'ID').slice(0, 24);

async function pageMs(platform, path) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await text(platform, path);
    times.push(performance.now() - start);
  }
  // The first rounds compile.
  return median(times.slice(2));
}

async function text(platform, path) {
  const reply = await fetch(platform.url + path, { headers: { accept: 'text/html' } });
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
  return reply.text();
}

async function send(platform, method, path, body, token) {
  const reply = await fetch(platform.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: token }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return reply.status === 204 ? undefined : reply.json();
}
