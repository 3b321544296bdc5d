import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, freePorts } from '../../test/framework/support/free-ports.cjs';
import { startServer } from './processes.mjs';

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));
/** As `npm start` runs it. */
export const APP = { script: fromHere('../../dist/main.js'), nodeArgs: ['--enable-source-maps'] };
const PLATFORM = fromHere('../../packages/local-platform/dist/main.js');
const BARE = fromHere('./bare-express.mjs');

/**
 * The local platform alone, with the variables of a laptop and those given.
 * @param folder for its data, which stays; default: one for this run
 */
export async function openPlatform({ folder, given } = {}) {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), 'bench-')));
  const port = await freePort();
  const variables = {
    APP_PROFILE: 'local',
    DATA_DIR: dataDir,
    SANDBOX_PORT: String(port),
    SANDBOX_SMTP_PORT: String(await freePort()),
    SIDECAR_PORT: String(await freePort()),
    ...given,
  };
  const server = await startServer({ script: PLATFORM, env: variables, port, path: '/__sandbox/users' });
  const close = async () => {
    await server.stop();
    if (folder === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  return { ...server, variables, close };
}

/**
 * What the cases run against: the built app with the local platform, a caller who is logged in, and the bare server.
 * @returns {Promise<{app: object, bare: object, platform: object, token: string, variables: Record<string, string>, close(): Promise<void>}>}
 */
export async function openWorld() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  const [appPort, platformPort, smtpPort, barePort] = await freePorts(4);
  const variables = {
    APP_PROFILE: 'local',
    DATA_DIR: dataDir,
    LOG_REQUESTS: 'false',
    LOG_LEVEL: 'warn',
    SANDBOX_PORT: String(platformPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
    SIDECAR_PORT: String(await freePort()),
    PUBLIC_URL: `http://127.0.0.1:${appPort}`,
  };
  const servers = [];
  const close = async () => {
    for (const server of servers.reverse()) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const platform = await startServer({
      script: PLATFORM,
      env: variables,
      port: platformPort,
      path: '/__sandbox/users',
    });
    servers.push(platform);
    const app = await startServer({ ...APP, env: variables, port: appPort, path: '/health/live' });
    servers.push(app);
    const bare = await startServer({ script: BARE, env: {}, port: barePort, path: '/health/live' });
    servers.push(bare);
    return { app, bare, platform, token: await logIn(app, platform), variables, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The variables of an app in production on a machine of one's own, but for where its data is and where it answers. */
export async function selfHosted(platform) {
  const variables = await (await fetch(`${platform.url}/__sandbox/env`)).json();
  const key = () => `bench:${randomBytes(32).toString('base64url')}`;
  return {
    ...variables,
    APP_PROFILE: 'self-hosted',
    JWT_KEYS: key(),
    ENCRYPTION_KEYS: key(),
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: platform.variables.SANDBOX_SMTP_PORT,
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'bench@example.com',
    LOG_REQUESTS: 'false',
    LOG_LEVEL: 'warn',
  };
}

/** The login as a script does it: the platform approves without its page. @param account which one, from 0 */
export async function logIn(app, platform, account = 0) {
  const users = await (await fetch(`${platform.url}/__sandbox/users`)).json();
  const ids = [...new Set(users.map((each) => each.account.id))];
  const user = users.find((each) => each.account.id === ids[account]);
  const start = await fetch(`${app.url}/auth/login`, { redirect: 'manual' });
  const cookie = start.headers
    .getSetCookie()
    .map((text) => text.split(';', 1)[0])
    .join('; ');
  const consent = new URL(start.headers.get('location'));
  consent.searchParams.set('prompt', 'none');
  consent.searchParams.set('login_hint', user.id);
  const approved = await fetch(consent, { redirect: 'manual' });
  const reply = await fetch(approved.headers.get('location'), { redirect: 'manual', headers: { cookie } });
  if (reply.status !== 200) throw new Error(`the login failed with ${reply.status}: ${await reply.text()}`);
  return (await reply.json()).access_token;
}
