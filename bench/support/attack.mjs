import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const ATTACKER = fileURLToPath(new URL('./attacker.mjs', import.meta.url));
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Begins an attack in a process of its own.
 * @param {{port: number, connections: number, request: string, isRead: boolean}} attack `request` as latin1
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function beginAttack(attack) {
  const child = spawn(process.execPath, [ATTACKER], { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
  child.stdin.end(JSON.stringify(attack));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
}

/** How long each of many requests took, one after another on one connection, in milliseconds. All must be answered 2xx. */
export async function latencies({ port, request, milliseconds, atLeast = 5 }) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const times = [];
  const begun = performance.now();
  try {
    while (times.length < atLeast || performance.now() - begun < milliseconds) {
      const start = performance.now();
      socket.write(request);
      await reply(socket);
      times.push(performance.now() - start);
    }
  } finally {
    socket.destroy();
  }
  return times;
}

async function reply(socket) {
  let received = Buffer.alloc(0);
  for (;;) {
    const [chunk] = await once(socket, 'data');
    received = Buffer.concat([received, chunk]);
    const end = received.indexOf(HEAD_END);
    if (end === -1) continue;
    const head = received.latin1Slice(0, end);
    if (head[9] !== '2') throw new Error(`the neighbour was answered ${head.slice(0, 60)}`);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (received.length >= end + 4 + length) return;
  }
}
