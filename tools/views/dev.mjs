/**
 * The views during `npm run dev`: each on a server of Vite, which reloads them on save and passes all requests to the app that
 * are not for files of the view. So view and app have one origin, as later.
 */
import { resolve } from 'node:path';
import { baseOf, findViews, loadVite } from './find.mjs';

const HOST = '127.0.0.1';

/**
 * @param appUrl of the running app
 * @returns what was started: `{views: [{name, url}], stop}`; `undefined` if the app has no view
 */
export async function startViews(appUrl) {
  const views = await findViews();
  if (views.length === 0) return undefined;
  const { createServer } = await loadVite();
  const servers = [];
  const stop = async () => void (await Promise.all(servers.map((server) => server.close())));
  try {
    for (const { name, folder } of views) servers.push(await serve(createServer, { name, folder, appUrl }));
  } catch (error) {
    await stop();
    throw error;
  }
  const urlOf = (server, name) => `http://${HOST}:${server.httpServer.address().port}${baseOf(name)}`;
  return { views: views.map(({ name }, index) => ({ name, url: urlOf(servers[index], name) })), stop };
}

async function serve(createServer, { name, folder, appUrl }) {
  const server = await createServer({
    root: resolve(folder),
    base: baseOf(name),
    clearScreen: false,
    logLevel: 'warn',
    server: { host: HOST, proxy: { [`^(?!${baseOf(name)})`]: { target: appUrl } } },
  });
  return server.listen();
}
