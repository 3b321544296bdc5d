import { type DevSession } from './dev-session.js';
import { NotReadyError } from './launcher.errors.js';
import { RestartOnSave, type Sources } from './restart-on-save.js';
import { SourceWatcher } from './source-watcher.js';

const never = (): Promise<never> => new Promise(() => undefined);

interface Run {
  /** How many saves there are. */
  readonly saves: number;
  readonly appReady: (signal: AbortSignal) => Promise<void>;
  readonly report?: (text: string) => void;
  readonly sources?: Partial<Sources>;
}

describe('RestartOnSave', () => {
  afterEach(() => jest.restoreAllMocks());

  const run = async ({ saves, appReady, report = () => undefined, sources = {} }: Run): Promise<void> => {
    const waiting = jest.fn<Promise<void>, []>(never);
    for (let save = 0; save < saves; save += 1) waiting.mockResolvedValueOnce();
    const take = jest.fn<Promise<string[]>, []>().mockResolvedValue(['src/a.ts']);
    jest.spyOn(SourceWatcher, 'start').mockResolvedValue({ waiting, take } as unknown as SourceWatcher);
    jest.spyOn(SourceWatcher, 'ofFile').mockResolvedValue({ take: never } as unknown as SourceWatcher);
    const restartApp = (): Promise<void> => Promise.resolve();
    const session = { appReady, appEnded: never, restartApp } as unknown as DevSession;
    const all = { folders: [], failures: [], checks: [], compile: () => Promise.resolve([]), ...sources };
    await (await RestartOnSave.start(session, all, report)).run();
  };
  const firstReport = (appReady: () => Promise<void>): Promise<string> =>
    new Promise((report) => void run({ saves: 1, appReady, report }));

  it('reports the restart', async () => {
    expect(await firstReport(() => Promise.resolve())).toMatch(
      /^Restarted in [\d.]+ s after a change of src\/a\.ts\.$/,
    );
  });

  it('reports an app that neither answers nor ends', async () => {
    const error = new NotReadyError('app', 30);
    expect(await firstReport(() => Promise.reject(error))).toBe(error.message);
  });

  it('compiles what could not be compiled before the start, until it can', async () => {
    const failure = 'src/b.ts\nExpression expected';
    const paths = await new Promise<readonly string[]>((resolve) => {
      const compile = (given: readonly string[]): Promise<string[]> => {
        resolve(given);
        return Promise.resolve([failure]);
      };
      void run({ saves: 1, appReady: never, sources: { failures: [failure], compile } });
    });
    expect(paths).toEqual(['src/b.ts', 'src/a.ts']);
  });

  it('ends the wait for an app that the next save replaces', async () => {
    const signal = await new Promise<AbortSignal>((resolve) => {
      const appReady = (given: AbortSignal): Promise<never> => {
        given.addEventListener('abort', () => resolve(given));
        return never();
      };
      void run({ saves: 2, appReady });
    });
    expect(signal.aborted).toBe(true);
  });
});
