import { type INestApplication } from '@nestjs/common';
import { exitProcess } from 'monday-persistence/output';
import { type AppLogger } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

jest.mock('monday-persistence/output', () => ({ exitProcess: jest.fn(() => Promise.resolve()) }));
jest.mock('monday-persistence/npm', () => ({ npmIsGone: () => new Promise(() => undefined) }));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('stopOnSignals', () => {
  const listeners = new Map<unknown, (...args: unknown[]) => void>();
  beforeEach(() => {
    listeners.clear();
    jest.mocked(exitProcess).mockClear();
    jest.spyOn(process, 'on').mockImplementation((name, listener) => {
      listeners.set(name, listener);
      return process;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const logger = { log: jest.fn(), error: jest.fn(), fatal: jest.fn() };
  const stop = (app: object, event = 'SIGTERM', ...args: unknown[]): void => {
    stopOnSignals(app as INestApplication, logger as unknown as AppLogger);
    listeners.get(event)?.(...args);
  };

  it('ends with 0 on a signal, whatever its number is', async () => {
    stop({ close: () => Promise.resolve() }, 'SIGINT', 'SIGINT', 2);
    await turn();
    expect(logger.log).toHaveBeenCalledWith('stopping on SIGINT', 'Main');
    expect(exitProcess).toHaveBeenCalledWith(0);
  });

  it('ends with 1 on an error that nobody caught, which is logged', async () => {
    const close = jest.fn(() => Promise.resolve());
    const err = new Error('without await');
    stop({ close }, 'uncaughtException', err);
    listeners.get('SIGTERM')?.('SIGTERM', 15);
    await turn();
    expect(logger.fatal).toHaveBeenCalledWith({ err }, 'an error was not caught', 'Main');
    expect(close).toHaveBeenCalledTimes(1);
    expect(exitProcess).toHaveBeenCalledTimes(1);
    expect(exitProcess).toHaveBeenCalledWith(1);
  });

  it('answers requests in progress also if a hook fails', async () => {
    let drained = (): void => undefined;
    const close = jest.fn(() => new Promise<void>((resolve) => (drained = resolve)));
    const failed = new Error('hook failed');
    stop({ close: () => Promise.reject(failed), getHttpAdapter: () => ({ close }) });
    await turn();
    expect(logger.error).toHaveBeenCalledWith({ err: failed }, 'shutdown failed', 'Main');
    expect(close).toHaveBeenCalledTimes(1);
    expect(exitProcess).not.toHaveBeenCalled();
    drained();
    await turn();
    expect(exitProcess).toHaveBeenCalledWith(1);
  });
});
