import { createHash } from 'node:crypto';
import { type Socket } from 'node:net';
import { Redis, type RedisOptions, type RedisValue } from 'ioredis';
import { ScriptCommand } from './script-command.js';

type Command = Parameters<Redis['sendCommand']>[0];
type Target = Parameters<Redis['sendCommand']>[1];
type ScriptDefinition = Parameters<Redis['defineCommand']>[1];
type Arguments = (RedisValue | RedisValue[])[];
type Script = (this: unknown, ...args: Arguments) => unknown;

/**
 * Sends what BullMQ sends, with less: the commands of one turn of the event loop go in one write, since many handlers
 * end in one turn and a write costs more than a command, and the call of a script becomes bytes at once.
 */
export class GroupingRedis extends Redis {
  private readonly all: Redis[] = [this];

  constructor(url: string, options: RedisOptions = {}) {
    super(url, options);
    endSilenceTimer(this);
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
    this.all.push(copy);
    return copy;
  }

  /** @param target absent where the command goes to the server itself, not into a pipeline */
  override sendCommand(command: Command, target?: Target): unknown {
    if (target === undefined) this.groupWrites();
    return super.sendCommand(command, target);
  }

  /** Pipelines take their scripts from here and call them as their own: those stay what ioredis made of them. */
  override defineCommand(name: string, definition: ScriptDefinition): void {
    super.defineCommand(name, definition);
    const scripts = this as unknown as Record<string, Script>;
    const { [name]: inPipeline } = scripts;
    const call = this.caller(definition);
    scripts[name] = function (...args) {
      return this === scripts ? call(args) : inPipeline?.apply(this, args);
    };
  }

  private caller({ lua, numberOfKeys }: ScriptDefinition): (args: Arguments) => Promise<unknown> {
    const sha = createHash('sha1').update(lua).digest('hex');
    const keys = numberOfKeys === undefined ? [] : [numberOfKeys];
    return (args) => {
      const values = valuesOf(args);
      return this.callScript('evalsha', [sha, ...keys, ...values]).catch((error: unknown) => {
        if (!isScriptMissing(error)) throw error;
        return this.callScript('eval', [lua, ...keys, ...values]);
      });
    };
  }

  private callScript(name: 'eval' | 'evalsha', values: RedisValue[]): Promise<unknown> {
    const command = new ScriptCommand(name, values);
    this.sendCommand(command);
    return command.promise;
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

/** BullMQ gives all of them in one list. */
function valuesOf(args: Arguments): RedisValue[] {
  const [first] = args;
  return args.length === 1 && Array.isArray(first) ? first : args.flat<Arguments>();
}

/** The server has not seen the script, or was restarted since. */
const isScriptMissing = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('NOSCRIPT');
