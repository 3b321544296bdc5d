/**
 * The load: a process of its own that keeps some connections busy with one request after another, over plain sockets,
 * since a full HTTP client costs more processor time than the servers it should measure.
 * It reads JSON from its standard input: {port, connections, milliseconds, requests: string[], expect}, if expect is
 * the first digit of every status that counts as an answer. It prints JSON: {rate, failed}.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const { port, connections, milliseconds, requests, expect } = JSON.parse(readFileSync(0, 'utf8'));
const PATIENCE_SECONDS = 10;
const HEAD_END = Buffer.from('\r\n\r\n');
const buffers = requests.map((text) => Buffer.from(text));

let done = 0;
let failed = 0;
let next = 0;
let running = true;

function run() {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let pending = Buffer.alloc(0);
  const send = () => {
    if (running) socket.write(buffers[next++ % buffers.length]);
    else socket.end();
  };
  socket.on('connect', send).on('error', (error) => {
    if (running) throw error;
  });
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const end = pending.indexOf(HEAD_END);
    if (end === -1) return;
    const head = pending.latin1Slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (pending.length < end + 4 + length) return;
    if (head[9] !== String(expect)) failed += 1;
    pending = Buffer.alloc(0);
    done += 1;
    send();
  });
}

const begun = performance.now();
for (let i = 0; i < connections; i += 1) run();
setTimeout(end, milliseconds);

function end() {
  const seconds = (performance.now() - begun) / 1000;
  // A short round on a busy machine may end before the first answer.
  if (done === 0 && seconds < PATIENCE_SECONDS) return setTimeout(end, milliseconds);
  running = false;
  process.stdout.write(JSON.stringify({ rate: done / seconds, failed }), () => process.exit(0));
}
