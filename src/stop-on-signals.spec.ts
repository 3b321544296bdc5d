import { type INestApplication } from '@nestjs/common';
import { exitProcess } from 'monday-persistence/output';
import { type AppLogger } from './logging/index.js';
import { stopOnSignals } from './stop-on-signals.js';

jest.mock('monday-persistence/output', () => ({ exitProcess: jest.fn(() => Promise.resolve()) }));
jest.mock('monday-persistence/npm', () => ({ npmIsGone: () => new Promise(() => undefined) }));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('stopOnSignals', () => {
  let signal: () => void;
  beforeEach(() => {
    jest.spyOn(process, 'on').mockImplementation((_name, listener) => {
      signal = () => listener('SIGTERM');
      return process;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const logger = { log: jest.fn(), error: jest.fn() };
  const stop = (app: object): void => {
    stopOnSignals(app as INestApplication, logger as unknown as AppLogger);
    signal();
  };

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
