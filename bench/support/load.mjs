import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLIENT = fileURLToPath(new URL('./client.mjs', import.meta.url));

/** One request as bytes on the wire. */
export function requestText(method, path, headers = {}, body) {
  const content =
    body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  const lines = Object.entries({ Host: 'localhost', ...headers, ...content }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body ?? ''].join('\r\n');
}

/**
 * Keeps a server busy and resolves to its answers a second.
 * @param expect first digit of the status that every answer must have
 * @throws Error if it answered anything else: a refusal is fast and would look like a good result
 */
export async function load({ port, requests, milliseconds, connections = 32, expect = 2 }) {
  const child = spawn(process.execPath, [CLIENT], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ port, requests, milliseconds, connections, expect }));
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  const { rate, failed } = JSON.parse(output || '{"rate":0,"failed":-1}');
  if (failed !== 0 || rate === 0) throw new Error(`the load on port ${port} had ${failed} failures`);
  return rate;
}

/** Writes some values once, so that every key exists before it is read. */
export async function putAll(server, token, count, keyOf, body) {
  for (let i = 0; i < count; i += 1) {
    const reply = await fetch(`${server.url}/storage/${keyOf(i)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    if (!reply.ok) throw new Error(`a write failed with ${reply.status}: ${await reply.text()}`);
    await reply.arrayBuffer();
  }
}
