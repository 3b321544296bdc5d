import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { Metrics, type Gauge, type GaugeSource, type Sample } from '../telemetry/index.js';
import { type QueueStats } from './queue.driver.js';
import { QueueOperations } from './queue-operations.js';

const GAUGES: readonly Gauge[] = [
  { name: 'queue_messages', help: 'Messages in the queue, by state.' },
  {
    name: 'queue_oldest_message_age_seconds',
    help: 'How long the ready message that is due longest has waited.',
  },
  { name: 'queue_paused', help: '1 where the queue is paused.' },
  { name: 'queue_dead_letters', help: 'Messages that were given up, counted up to 1,000.' },
];

/** Metrics of the queue. An external queue cannot be inspected and has only the number of dead letters. */
@Injectable()
export class QueueGauges implements GaugeSource, OnModuleInit {
  readonly name = 'queue';
  readonly gauges = GAUGES;

  constructor(
    private readonly operations: QueueOperations,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauges(this);
  }

  async read(): Promise<Sample[]> {
    const [stats, dead] = await Promise.all([
      this.operations.isSupported ? this.operations.stats() : undefined,
      this.operations.countDead(),
    ]);
    return [
      ...(stats ? this.samplesOf(stats) : []),
      ...(dead === undefined ? [] : [{ name: 'queue_dead_letters', value: dead }]),
    ];
  }

  private samplesOf({ ready, delayed, running, paused, oldestDueAt }: QueueStats): Sample[] {
    const states = Object.entries({ ready, delayed, running });
    const ageMs = oldestDueAt === undefined ? 0 : Math.max(0, this.clock.now() - oldestDueAt);
    return [
      ...states.map(([state, value]) => ({ name: 'queue_messages', labels: { state }, value })),
      { name: 'queue_oldest_message_age_seconds', value: ageMs / 1_000 },
      { name: 'queue_paused', value: paused ? 1 : 0 },
    ];
  }
}
