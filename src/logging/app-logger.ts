import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Level, type Logger } from 'pino';
import { findScope } from '../caller/index.js';
import { AppConfig } from '../config/index.js';
import { ConfiguredSecrets } from './configured-secrets.js';
import { LogDestination } from './log-destination.js';
import { pinoOptions } from './pino-options.js';
import { RecentLines } from './recent-lines.js';
import { redact } from './redact.js';

/** Nest's own startup messages, which are needed only for debugging. */
const STARTUP_CONTEXTS: ReadonlySet<string> = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

type Fields = Record<string, unknown>;

/**
 * The log of the app, also behind `new Logger(context)` of Nest. Each line contains its request, account and user, and
 * is redacted. Call it with a text, or with fields and a text.
 */
@Injectable()
export class AppLogger implements LoggerService {
  private readonly pino: Logger;
  private readonly contextName: 'tag' | 'context';
  /** Whether readers see the message of a line and not its fields, as on monday code. */
  readonly showsMessageOnly: boolean;

  constructor(
    config: AppConfig,
    destination: LogDestination,
    private readonly secrets: ConfiguredSecrets,
    recent: RecentLines,
  ) {
    this.pino = pino(pinoOptions(config.log), recent.before(destination));
    this.showsMessageOnly = config.log.format === 'monday';
    this.contextName = this.showsMessageOnly ? 'tag' : 'context';
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  isEnabled(level: Level): boolean {
    return this.pino.isLevelEnabled(level);
  }

  /** Writes a line without redaction; its fields must not contain secrets. */
  line(level: Level, context: string, fields: Fields, text: string): void {
    this.pino[level]({ [this.contextName]: context, ...fields }, text);
  }

  /** Nest passes the context last and, for a text, the stack before it. */
  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : 'App';
    const before = rest.slice(0, -1);
    const effective = STARTUP_CONTEXTS.has(context) ? 'debug' : level;
    if (!this.pino.isLevelEnabled(effective)) return;
    const { requestId, traceId, caller } = findScope() ?? {};
    const { text, fields } = contentOf(message, before);
    const scope = { requestId, traceId, accountId: caller?.accountId, userId: caller?.userId };
    const safe = redact(fields, this.secrets) as Fields;
    const own = this.contextName === 'tag' ? liftStack(safe) : safe;
    this.line(effective, context, { ...scope, ...own }, redact(text, this.secrets) as string);
  }
}

function contentOf(message: unknown, before: readonly unknown[]): { text: string; fields: Fields } {
  const second = typeof before[0] === 'string' ? before[0] : undefined;
  if (message instanceof Error) return { text: second ?? message.message, fields: { err: message } };
  if (typeof message === 'object' && message !== null) {
    return { text: second ?? '', fields: message as Fields };
  }
  const err: unknown = before.find((item) => item instanceof Error);
  if (err !== undefined) return { text: String(message), fields: { err } };
  return { text: String(message), fields: second === undefined ? {} : { stack: second } };
}

/** monday's log viewer expects the stack next to the message (docs/monday-platform.md#logs). */
function liftStack(fields: Fields): Fields {
  const { stack } = { stack: undefined, ...(fields.err as { stack?: unknown } | undefined) };
  return stack === undefined ? fields : { ...fields, stack };
}
