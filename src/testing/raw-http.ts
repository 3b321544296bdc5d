import { connect } from 'node:net';

export interface RawReply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Sends raw bytes and resolves to the first reply.
 * @param pieces written one after another
 * @throws Error if the server closes the connection without a reply
 */
export function sendRaw(url: string, ...pieces: readonly (string | Buffer)[]): Promise<RawReply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let received = '';
    const settle = (): void => {
      const reply = parse(received);
      if (!reply) return;
      resolve(reply);
      socket.destroy();
    };
    socket.setEncoding('utf8');
    socket.on('connect', () => pieces.forEach((piece) => socket.write(piece)));
    socket.on('data', (text: string) => {
      received += text;
      settle();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed after ${received.length} characters`)));
  });
}

/** A complete reply, after an interim `100 Continue`. */
function parse(text: string): RawReply | undefined {
  const received = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = received.slice(0, end);
  const body = received.slice(end + 4);
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return Buffer.byteLength(body) < length ? undefined : { status: Number(head.slice(9, 12)), head, body };
}
