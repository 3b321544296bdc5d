import { dirname } from 'node:path';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlannedFaults } from '../../faults/index.js';
import { PlatformFiles, SandboxSettings } from '../../state/index.js';
// Types only: the library of BSON is loaded if the database is used.
import { type Disturbance, type DisturbedCommand } from '../disturbance.js';
import { type CollectionSummary, type DocumentDb } from '../start-document-db.js';
import { type UsageCounts } from '../usage.js';
import { refusalOfFault } from './refusal-of-fault.js';

const NAME = 'monday';

/** What the control API says of the database. */
export interface DocumentDbState {
  readonly collections: readonly CollectionSummary[];
  readonly usage: UsageCounts;
  /** Of a day; `null` allows everything. */
  readonly quotas: UsageCounts | null;
  readonly readOnly: boolean;
}

/** The platform's Document DB, if it has one: with the platform's faults, and with the free quotas while limits hold. */
@Injectable()
export class PlatformDocumentDb implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(PlatformDocumentDb.name);
  private readonly stopping = new AbortController();
  private database: DocumentDb | undefined;
  private ownQuotas: UsageCounts | null | undefined;
  private freeQuotas: UsageCounts | undefined;
  private isReadOnly = false;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly files: PlatformFiles,
    private readonly faults: PlannedFaults,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const { documentDbPort: port } = this.settings;
    if (port === undefined) return;
    const { FREE_QUOTAS, startDocumentDb } = await import('../index.js');
    this.freeQuotas = FREE_QUOTAS;
    this.database = await startDocumentDb({
      dataDir: dirname(this.files.records),
      port,
      database: NAME,
      clock: this.clock,
      quotas: () => this.quotas,
      onDefect: (error) => this.logger.error(error),
    });
    this.database.disturb((command) => this.disturbance(command));
    this.settings.documentDbPort = this.database.port;
    this.settings.documentDbAddress = this.database.connectionString;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.database?.close();
  }

  /** `undefined` if the platform has none. */
  state(): DocumentDbState | undefined {
    const { database } = this;
    return (
      database && {
        collections: database.collections(),
        usage: database.usage.counts(),
        quotas: this.quotas ?? null,
        readOnly: this.isReadOnly,
      }
    );
  }

  /** @param quotas `null` allows everything */
  setTerms({
    quotas,
    readOnly,
  }: {
    readonly quotas?: UsageCounts | null;
    readonly readOnly?: boolean;
  }): void {
    if (quotas !== undefined) this.ownQuotas = quotas;
    if (readOnly === undefined) return;
    this.isReadOnly = readOnly;
    this.database?.setReadOnly(readOnly);
  }

  /** Begins to count usage again. */
  resetUsage(): void {
    this.database?.usage.reset();
  }

  /** Removes everything, and ends quotas and refusals that were set. Resolves to how many documents there were. */
  async clear(): Promise<number> {
    this.ownQuotas = undefined;
    this.setTerms({ readOnly: false });
    return (await this.database?.clear()) ?? 0;
  }

  private get quotas(): UsageCounts | undefined {
    if (this.ownQuotas !== undefined) return this.ownQuotas ?? undefined;
    return this.settings.limits ? this.freeQuotas : undefined;
  }

  /** Faults know a command by its name as the method and by `/document-db/<collection>`. */
  private async disturbance(command: DisturbedCommand): Promise<Disturbance | undefined> {
    if (!this.faults.any) return undefined;
    const faults = await this.faults.ofCall({
      method: command.name,
      path: `/document-db/${command.collection ?? ''}`,
      accountId: () => Promise.resolve(undefined),
    });
    for (const { kind, latencyMs = 0 } of faults) {
      if (kind === 'latency') await this.clock.sleep(latencyMs, this.stopping.signal).catch(() => undefined);
    }
    const [fault] = faults.filter(({ kind }) => kind !== 'latency');
    return fault && refusalOfFault(fault.kind, command);
  }
}
