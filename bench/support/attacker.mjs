/**
 * An attack: a process of its own that keeps some connections busy, whatever it is answered, and opens each of them anew
 * when it is closed. It reads JSON from its standard input: {port, connections, request, isRead}. Where replies are not
 * read, or never come, a connection stays as it is until the server closes it. It ends with its parent.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const PAUSE_MS = 5;
const HEAD_END = Buffer.from('\r\n\r\n');
const { port, connections, request, isRead } = JSON.parse(readFileSync(0, 'utf8'));
const bytes = Buffer.from(request, 'latin1');

function open() {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let pending = Buffer.alloc(0);
  socket.on('connect', () => socket.write(bytes));
  socket.on('error', () => undefined).on('close', () => setTimeout(open, PAUSE_MS));
  if (!isRead) return socket.pause();
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    const end = pending.indexOf(HEAD_END);
    if (end === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(pending.latin1Slice(0, end))?.[1] ?? 0);
    if (pending.length < end + 4 + length) return;
    pending = Buffer.alloc(0);
    socket.write(bytes);
  });
}

for (let i = 0; i < connections; i += 1) open();
process.stdout.write('attacking');
process.on('disconnect', () => process.exit());
