import { DevViews, type RunningViews } from './dev-views.js';

const APP = 'http://127.0.0.1:8080';
const PLATFORM = 'http://127.0.0.1:8081';

describe('DevViews', () => {
  const running = (stop = jest.fn(() => Promise.resolve())): RunningViews => ({
    views: [{ name: 'notes', url: 'http://127.0.0.1:5173/view/notes/' }],
    stop,
  });

  it('names where the local platform shows each view, and stops them', async () => {
    const stop = jest.fn(() => Promise.resolve());
    const startViews = jest.fn(() => Promise.resolve(running(stop)));
    const views = new DevViews(startViews);
    const lines = await views.start(APP, PLATFORM);
    expect(lines).toBe(`  View notes: ${PLATFORM}/views?url=http://127.0.0.1:5173/view/notes/\n`);
    expect(startViews).toHaveBeenCalledWith(APP);
    await views.stop();
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('stops views that are still starting', async () => {
    const stop = jest.fn(() => Promise.resolve());
    let finish: (views: RunningViews) => void = () => undefined;
    const views = new DevViews(() => new Promise((resolve) => (finish = resolve)));
    const started = views.start(APP, PLATFORM);
    const stopped = views.stop();
    finish(running(stop));
    await Promise.all([started, stopped]);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('says nothing if the app has no view', async () => {
    for (const views of [new DevViews(undefined), new DevViews(() => Promise.resolve(undefined))]) {
      expect(await views.start(APP, PLATFORM)).toBe('');
      await views.stop();
    }
  });

  it('reports views that cannot be started, and does not end for it', async () => {
    const views = new DevViews(() => Promise.reject(new Error('vite is not installed')));
    expect(await views.start(APP, PLATFORM)).toBe('The views cannot be started: vite is not installed\n');
    await views.stop();
  });
});
