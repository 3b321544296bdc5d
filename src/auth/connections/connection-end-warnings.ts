import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { requireCaller, runAs } from '../../caller/index.js';
import { type Clock } from '../../clock/index.js';
import { DecoratedMethods } from '../../discovery/index.js';
import { unlessConflict } from '../../persistence/index.js';
import { QueueHandler, QueueService, type QueueHandlerContext } from '../../queue/index.js';
import { PublicAddress } from '../public-address.js';
import { TOKEN_CLOCK } from '../token-clock.js';
import { endOf, isEnding } from './connection-end.js';
import { ConnectionEndDue } from './connection-end-due.js';
import { CONNECTION_ENDING, type ConnectionEndingMethod } from './connection-ending.decorator.js';
import { type Connection, type ConnectionOwner } from './connection.js';
import { ConnectionStore, type StoredConnection } from './connection.store.js';

const MESSAGE = 'auth.connection_end_due';

/** Warns once of the end of each consent: by a line in the log, and by the methods with `@OnConnectionEnding`. */
@Injectable()
export class ConnectionEndWarnings implements OnModuleInit {
  private readonly logger = new Logger(ConnectionEndWarnings.name);
  private handlers: readonly ConnectionEndingMethod[] = [];

  constructor(
    private readonly methods: DecoratedMethods,
    private readonly queue: QueueService,
    private readonly store: ConnectionStore,
    private readonly address: PublicAddress,
    @Inject(TOKEN_CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const found = this.methods.find<boolean, ConnectionEndingMethod>(CONNECTION_ENDING);
    this.handlers = found.map(({ invoke }) => invoke);
  }

  /**
   * Warns of the end of a connection if that is due. A warning that fails is repeated after the next refresh.
   * @param stored a connection that was just written
   * @returns the connection as it is stored now
   */
  async warnIfDue(stored: StoredConnection): Promise<Connection> {
    const { connection, version } = stored;
    const { accountId, userId, endWarnedAt } = connection;
    const [endsAt, now] = [endOf(connection), this.clock.now()];
    if (endWarnedAt !== undefined || !isEnding(endsAt, now)) return connection;
    const warned: Connection = { ...connection, endWarnedAt: now };
    try {
      if (this.handlers.length > 0) await this.publish({ accountId, userId }, endsAt);
      // Another process has changed the connection meanwhile, and repeats the warning if it is still due.
      if (!(await unlessConflict(this.store.upsert(warned, version)))) return connection;
    } catch (error) {
      this.logger.warn({ event: 'auth.connection_ending_failed', accountId, userId, err: error });
      return connection;
    }
    this.logger.warn(
      { event: 'auth.connection_ending', accountId, userId, endsAt: isoOf(endsAt) },
      'a connection to monday ends soon, unless the user logs in again',
    );
    return warned;
  }

  /** Calls the handlers, unless the user has logged in again or disconnected since. */
  @QueueHandler(MESSAGE, ConnectionEndDue)
  async work({ endsAt }: ConnectionEndDue, _context: QueueHandlerContext): Promise<void> {
    const { accountId, userId } = requireCaller();
    const stored = await this.store.find({ accountId, userId });
    if (!stored || endOf(stored.connection) !== endsAt) return;
    const ending = { accountId, userId, endsAt: isoOf(endsAt), renewUrl: this.address.loginUrl };
    for (const handle of this.handlers) await handle(ending);
  }

  private async publish(owner: ConnectionOwner, endsAt: number): Promise<void> {
    const options = { idempotencyKey: `${owner.userId} ${endsAt}` };
    const publish = (): Promise<string> => this.queue.publish(MESSAGE, { endsAt }, options);
    await runAs({ ...owner, kind: 'job' }, publish);
  }
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
