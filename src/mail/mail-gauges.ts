import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Metrics, type Gauge, type GaugeSource, type Sample } from '../telemetry/index.js';
import { MailRecordStore } from './mail-record.store.js';

const NAME = 'mail_oldest_unsent_age_seconds';
/** How long a value is kept if reading it uses up a quota of the store. */
const KEPT_IF_SCARCE_MS = 5 * 60_000;
const GAUGES: readonly Gauge[] = [
  {
    name: NAME,
    help: 'How long the oldest mail that failed and is tried again has waited; 0 if there is none.',
  },
];

/** Metrics of mails that could not be sent, so that operators can act before the mails fail. */
@Injectable()
export class MailGauges implements GaugeSource, OnModuleInit {
  readonly name = 'mail';
  readonly gauges = GAUGES;
  private readAt = -Infinity;
  /** When the oldest waiting mail first failed, as it was read. */
  private since: number | null | undefined;

  constructor(
    private readonly records: MailRecordStore,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauges(this);
  }

  async read(): Promise<Sample[]> {
    const since = await this.oldestRetry();
    if (since === undefined) return [];
    const ageMs = since === null ? 0 : Math.max(0, this.clock.now() - since);
    return [{ name: NAME, value: ageMs / 1_000 }];
  }

  private async oldestRetry(): Promise<number | null | undefined> {
    const now = this.clock.monotonic();
    const isFresh = this.records.isScarce && now - this.readAt < KEPT_IF_SCARCE_MS;
    if (!isFresh) {
      this.since = await this.records.oldestRetry();
      this.readAt = now;
    }
    return this.since;
  }
}
