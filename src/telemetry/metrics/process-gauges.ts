import { readdir } from 'node:fs/promises';
import {
  monitorEventLoopDelay,
  performance,
  type IntervalHistogram,
  type PerformanceObserver,
} from 'node:perf_hooks';
import { watchGarbageCollection } from './garbage-collection.js';
import { type Gauge, type GaugeSource, type Metrics, type Sample } from './metrics.js';

const LAG_RESOLUTION_MS = 20;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
const MILLISECONDS = 1e3;

const GAUGES: readonly Gauge[] = [
  { name: 'process_cpu_seconds_total', type: 'counter', help: 'Processor time used, in seconds.' },
  { name: 'process_start_time_seconds', help: 'When the process started, in seconds since the epoch.' },
  { name: 'process_resident_memory_bytes', help: 'Resident memory.' },
  { name: 'process_open_fds', help: 'Open file descriptors, if the system reports them.' },
  { name: 'nodejs_heap_size_total_bytes', help: 'Size of the heap.' },
  { name: 'nodejs_heap_size_used_bytes', help: 'Used of the heap.' },
  { name: 'nodejs_external_memory_bytes', help: 'Memory of buffers and other objects outside of the heap.' },
  { name: 'nodejs_eventloop_lag_mean_seconds', help: 'Mean lag of the event loop since the last scrape.' },
  { name: 'nodejs_eventloop_lag_p99_seconds', help: '99th percentile of the lag since the last scrape.' },
  { name: 'nodejs_eventloop_lag_max_seconds', help: 'Largest lag of the event loop since the last scrape.' },
  {
    name: 'nodejs_eventloop_utilization_ratio',
    help: 'Share of time the event loop was busy since the last scrape.',
  },
  { name: 'nodejs_version_info', help: 'Version of Node.js.' },
];

/**
 * Metrics of the process: CPU, memory, garbage collection and event loop, whose lag is measured from the first scrape
 * on. The names are those of other Prometheus clients for Node.js, so that common dashboards work.
 */
export class ProcessGauges implements GaugeSource {
  readonly name = 'process';
  readonly gauges = GAUGES;

  private lag: IntervalHistogram | undefined;
  private utilization = performance.eventLoopUtilization();
  private readonly garbage: PerformanceObserver;

  constructor(metrics: Metrics) {
    this.garbage = watchGarbageCollection(metrics);
  }

  close(): void {
    this.lag?.disable();
    this.garbage.disconnect();
  }

  async read(): Promise<Sample[]> {
    const { user, system } = process.cpuUsage();
    const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
    const descriptors = await openDescriptors();
    const values: Readonly<Record<string, number>> = {
      process_cpu_seconds_total: (user + system) / MICROSECONDS,
      process_start_time_seconds: performance.timeOrigin / MILLISECONDS,
      process_resident_memory_bytes: rss,
      nodejs_heap_size_total_bytes: heapTotal,
      nodejs_heap_size_used_bytes: heapUsed,
      nodejs_external_memory_bytes: external,
      ...this.readLag(),
      nodejs_eventloop_utilization_ratio: this.readUtilization(),
      ...(descriptors === undefined ? {} : { process_open_fds: descriptors }),
    };
    const samples: Sample[] = Object.entries(values).map(([name, value]) => ({ name, value }));
    return [...samples, { name: 'nodejs_version_info', labels: { version: process.version }, value: 1 }];
  }

  private readLag(): Record<string, number> {
    const { lag } = this;
    if (!lag) {
      this.lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
      this.lag.enable();
    }
    if (!lag || lag.count === 0) return {};
    const values = {
      nodejs_eventloop_lag_mean_seconds: beyondTimer(lag.mean),
      nodejs_eventloop_lag_p99_seconds: beyondTimer(lag.percentile(99)),
      nodejs_eventloop_lag_max_seconds: beyondTimer(lag.max),
    };
    lag.reset();
    return values;
  }

  private readUtilization(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.utilization);
    this.utilization = now;
    return utilization;
  }
}

/** Node.js counts the interval of its own timer as delay. */
function beyondTimer(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / MILLISECONDS);
}

async function openDescriptors(): Promise<number | undefined> {
  try {
    return (await readdir('/proc/self/fd')).length;
  } catch {
    return undefined;
  }
}
