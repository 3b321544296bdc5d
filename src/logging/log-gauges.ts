import { Injectable, type OnModuleInit } from '@nestjs/common';
import { standardOutput } from 'monday-persistence/output';
import { Metrics, type GaugeSource, type Sample } from '../telemetry/index.js';

/** Metrics of dropped log lines. */
@Injectable()
export class LogGauges implements GaugeSource, OnModuleInit {
  readonly name = 'log';
  readonly gauges = [
    {
      name: 'log_lines_dropped_total',
      help: 'Log lines that could not be written to standard output, because it was not read or failed.',
      type: 'counter',
    },
  ] as const;

  constructor(private readonly metrics: Metrics) {}

  onModuleInit(): void {
    this.metrics.gauges(this);
  }

  read(): Sample[] {
    return [{ name: 'log_lines_dropped_total', value: standardOutput.dropped }];
  }
}
