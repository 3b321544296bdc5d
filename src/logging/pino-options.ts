import { stdTimeFunctions, type LoggerOptions } from 'pino';
import { type LogConfig } from '../config/index.js';

/** monday's names for the levels (docs/monday-platform.md#logs). */
const SEVERITY: Readonly<Record<string, string>> = {
  fatal: 'ERROR',
  error: 'ERROR',
  warn: 'WARNING',
  info: 'INFO',
  debug: 'DEBUG',
  trace: 'DEBUG',
};

/** How a line looks: our own field names, or the ones by which monday code recognises a line (docs/monday-platform.md#logs). */
export function pinoOptions(config: LogConfig): LoggerOptions {
  const options: LoggerOptions = {
    level: config.level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Errors come described already; pino's own serializer would copy every field of theirs.
    serializers: { err: (described: unknown) => described },
  };
  return config.format === 'monday'
    ? {
        ...options,
        messageKey: 'message',
        base: { mondayInternal: false },
        formatters: { level: (label) => ({ severity: SEVERITY[label] ?? 'INFO' }) },
      }
    : { ...options, formatters: { level: (label) => ({ level: label }) } };
}
