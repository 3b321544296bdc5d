import { once } from 'node:events';
import { type Socket } from 'node:net';
import { type Database } from './commands/command.js';
import { refusalOf, runCommand } from './commands/run-command.js';
import { CommandError } from './command-error.js';
import { fieldOf, type Document } from './document.js';
import { Sasl } from './security/sasl.js';
import { type ScramVerifier } from './security/scram.js';
import { FrameReader, MAX_MESSAGE_BYTES } from './wire/frame-reader.js';
import { parseMessage, replyTo, requestIdOf, type Message } from './wire/message.js';

/** Enough for every handshake. */
const MAX_UNPROVEN_BYTES = 64 * 1024;
/** Without them nobody could connect, and see anything else. */
const UNDISTURBED: readonly string[] = [
  'hello',
  'ismaster',
  'isMaster',
  'saslStart',
  'saslContinue',
  'endSessions',
];
/** How long a client may send nothing, in milliseconds. */
export interface Silence {
  readonly unproven: number;
  readonly inMessage: number;
  readonly betweenMessages: number;
}

/** Pools keep connections for a long time. */
export const SILENCE: Silence = { unproven: 10_000, inMessage: 30_000, betweenMessages: 30 * 60_000 };

/** One client: its messages are answered one after the other. */
export class ClientConnection {
  private readonly sasl: Sasl;
  private readonly frames: FrameReader;

  constructor(
    private readonly socket: Socket,
    private readonly id: number,
    private readonly database: Database,
    verifier: ScramVerifier | undefined,
    private readonly silence: Silence,
  ) {
    this.sasl = new Sasl(verifier);
    this.frames = new FrameReader(() => (this.sasl.isProven ? MAX_MESSAGE_BYTES : MAX_UNPROVEN_BYTES));
  }

  /** Resolves when the connection is over, for whatever reason. */
  async serve(): Promise<void> {
    const { socket } = this;
    socket.on('error', () => undefined);
    socket.on('timeout', () => socket.destroy());
    this.awaitNext();
    try {
      for await (const chunk of socket) await this.receive(chunk as Buffer);
    } catch {
      // The client is gone, or what it sends is no message: there is nobody to tell.
    }
    socket.destroy();
  }

  private async receive(chunk: Buffer): Promise<void> {
    for (const frame of this.frames.push(chunk)) {
      const message = this.parse(frame);
      if (!message) continue;
      const refusal = await this.disturbance(message);
      if (this.socket.destroyed) return;
      const connection = { id: this.id, sasl: this.sasl };
      const reply = refusal ?? (await runCommand(message, this.database, connection));
      if (!message.isSilent) this.send(replyTo(message, reply));
    }
    this.awaitNext();
    // A client that does not read its replies gets no more of them.
    if (this.socket.writableNeedDrain) await drained(this.socket);
  }

  /** @returns a refusal, instead of the reply */
  private async disturbance({ body }: Message): Promise<Document | undefined> {
    const { disturb } = this.database;
    const name = Object.keys(body)[0] ?? '';
    if (!disturb || UNDISTURBED.includes(name)) return undefined;
    const subject = fieldOf(body, name === 'getMore' ? 'collection' : name);
    const disturbance = await disturb({
      name,
      collection: typeof subject === 'string' ? subject : undefined,
      isInTransaction: fieldOf(body, 'txnNumber') !== undefined,
    });
    if (disturbance instanceof CommandError) return refusalOf(disturbance);
    if (disturbance === 'reset') this.socket.resetAndDestroy();
    if (disturbance !== undefined) await once(this.socket, 'close');
    return undefined;
  }

  private parse(frame: Buffer): Message | undefined {
    try {
      return parseMessage(frame);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.send(replyTo({ requestId: requestIdOf(frame), isLegacy: false }, refusalOf(error)));
      return undefined;
    }
  }

  private send(parts: readonly Uint8Array[]): void {
    this.socket.cork();
    for (const part of parts) this.socket.write(part);
    this.socket.uncork();
  }

  private awaitNext(): void {
    const { unproven, inMessage, betweenMessages } = this.silence;
    const proven = this.frames.isWaiting ? inMessage : betweenMessages;
    this.socket.setTimeout(this.sasl.isProven ? proven : unproven);
  }
}

/** Resolves when the socket has sent what waited, or has closed. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      socket.off('drain', end).off('close', end);
      resolve();
    };
    socket.on('drain', end).on('close', end);
  });
}
