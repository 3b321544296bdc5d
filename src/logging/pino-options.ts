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

/** Format of a line: the app's own field names, or those that monday code recognises (docs/monday-platform.md#logs). */
export function pinoOptions(config: LogConfig): LoggerOptions {
  const options: LoggerOptions = {
    level: config.level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Errors are already described; pino's serializer would copy all of their fields.
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
