import { type DevSession } from './dev-session.js';
import { NotReadyError } from './launcher.errors.js';
import { RestartOnSave } from './restart-on-save.js';
import { SourceWatcher } from './source-watcher.js';

const never = (): Promise<never> => new Promise(() => undefined);

describe('RestartOnSave', () => {
  afterEach(() => jest.restoreAllMocks());

  /** What is reported first after one save, if the app then becomes ready in this way. */
  const firstReportAfterSave = async (appReady: () => Promise<void>): Promise<string> => {
    const waiting = jest.fn<Promise<void>, []>(never).mockResolvedValueOnce();
    const take = jest.fn<Promise<string[]>, []>().mockResolvedValue(['src/a.ts']);
    const watcher = { waiting, take, stop: () => Promise.resolve() } as unknown as SourceWatcher;
    jest.spyOn(SourceWatcher, 'start').mockResolvedValue(watcher);
    const session = {
      appReady,
      appEnded: never,
      restartApp: () => Promise.resolve(),
    } as unknown as DevSession;
    const sources = { folders: [], failures: [], checks: [], compile: () => Promise.resolve([]) };
    return new Promise((resolve) => {
      void RestartOnSave.start(session, sources, resolve).then((restarts) => restarts.run());
    });
  };

  it('reports the restart', async () => {
    expect(await firstReportAfterSave(() => Promise.resolve())).toMatch(
      /^Restarted in [\d.]+ s after a change of src\/a\.ts\.$/,
    );
  });

  it('reports an app that neither answers nor ends', async () => {
    const error = new NotReadyError('app', 30);
    expect(await firstReportAfterSave(() => Promise.reject(error))).toBe(error.message);
  });
});
