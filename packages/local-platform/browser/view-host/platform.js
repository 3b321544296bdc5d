const BASE = '/__sandbox/view-host';
const SILENCE = { errorMessage: 'The local platform did not answer.' };

/** Calls the platform. It resolves to `{errorMessage}` if there is no good answer. */
export async function ask(path, body) {
  try {
    const reply = await fetch(`${BASE}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await reply.json();
    return reply.ok ? answer : { errorMessage: String(answer.message ?? SILENCE.errorMessage) };
  } catch {
    return SILENCE;
  }
}

/** Calls `on.board` and `on.settings` with what changes, and `on.reconnect` after changes may have been missed. */
export function watch({ url, kind, user, board }, on) {
  const source = new EventSource(`${BASE}/changes?${new URLSearchParams({ url, kind, user, board })}`);
  let isLost = false;
  source.addEventListener('board', ({ data }) => on.board(JSON.parse(data)));
  source.addEventListener('settings', ({ data }) => on.settings(JSON.parse(data)));
  source.addEventListener('error', () => {
    isLost = true;
  });
  source.addEventListener('open', () => {
    if (isLost) on.reconnect();
    isLost = false;
  });
}
