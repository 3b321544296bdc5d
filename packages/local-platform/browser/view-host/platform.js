/** Where the routes of this page are. */
export const BASE = '/__sandbox/view-host';
const SILENCE = { errorMessage: 'The local platform did not answer.' };
/** The platform itself gives up a request to its API after a minute. */
const TIMEOUT_MS = 65_000;
/** Beyond some thousand requests at a time, the browser fails them. */
const MAX_REQUESTS = 50;

let running = 0;
const waiting = [];

/** Calls the platform. It resolves to `{errorMessage}` if there is no good answer. */
export async function ask(path, body) {
  const text = jsonOf(body);
  if (text === undefined) return { errorMessage: 'The message has no form as JSON.' };
  await turn();
  try {
    return await post(path, text);
  } catch {
    return SILENCE;
  } finally {
    endTurn();
  }
}

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const reply = await fetch(`${BASE}/${path}`, { method: 'POST', headers, body, signal });
  const answer = await reply.json();
  return reply.ok ? answer : { errorMessage: String(answer.message ?? SILENCE.errorMessage) };
}

/** Waits until there are fewer requests. */
async function turn() {
  if (running >= MAX_REQUESTS) await new Promise((resolve) => waiting.push(resolve));
  else running += 1;
}

function endTurn() {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

/** `undefined` for what contains itself, is too deep, or has a BigInt. */
function jsonOf(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
