/** Where the routes of this page are. */
export const BASE = '/__sandbox/view-host';
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
