import { type Socket } from 'node:net';
import { Redis, type RedisOptions } from 'ioredis';
import { endBetweenAttempts } from './end-between-attempts.js';

type Command = Parameters<Redis['sendCommand']>[0];
type Target = Parameters<Redis['sendCommand']>[1];

/**
 * Sends the commands of one turn of the event loop in one write, since many handlers end in one turn and a write costs
 * more than a command. The library's own auto-pipelining does that too, but costs a third more for each message
 * (bench/cases/queue.mjs).
 */
export class GroupingRedis extends Redis {
  private readonly all: Redis[] = [this];

  /** @param currentUrl called for each new connection, because the address may change */
  constructor(
    private readonly currentUrl: () => string,
    options: RedisOptions,
  ) {
    super(currentUrl(), options);
    endSilenceTimer(this);
    endBetweenAttempts(this);
    followAddress(this, currentUrl);
  }

  /** Whether it and its copies can be used now. */
  get isReady(): boolean {
    return this.all.every(({ status }) => status === 'ready');
  }

  /** Ends it and its copies, without asking the server. */
  cut(): void {
    for (const connection of this.all) {
      if (connection.status !== 'end') connection.disconnect();
      (connection.stream as Socket | undefined)?.destroy();
    }
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    endSilenceTimer(copy);
    endBetweenAttempts(copy);
    followAddress(copy, this.currentUrl);
    this.all.push(copy);
    return copy;
  }

  /** @param target absent if the command goes to the server itself, not into a pipeline */
  override sendCommand(command: Command, target?: Target): unknown {
    if (target === undefined) this.groupWrites();
    return super.sendCommand(command, target);
  }

  private groupWrites(): void {
    const socket = this.stream as Socket | undefined;
    if (!socket?.writable || socket.writableCorked > 0) return;
    socket.cork();
    process.nextTick(() => socket.uncork());
  }
}

/**
 * The library's timer of `socketTimeout` outlives the connection for which it runs, and would end the next one.
 * @param connection whose private field this is
 */
function endSilenceTimer(connection: Redis): void {
  const timed = connection as unknown as { socketTimeoutTimer: NodeJS.Timeout | undefined };
  connection.on('close', () => {
    clearTimeout(timed.socketTimeoutTimer);
    timed.socketTimeoutTimer = undefined;
  });
}

/** Has each later connection go where the address leads by then, and log in as it says. */
function followAddress(connection: Redis, currentUrl: () => string): void {
  const connect = connection.connect.bind(connection);
  connection.connect = (...callback) => {
    // Only the library can read its addresses.
    const { host, port, path, username, password, tls } = new Redis(currentUrl(), { lazyConnect: true })
      .options;
    Object.assign(connection.options, { host, port, path, username, password, tls });
    return connect(...callback);
  };
}
