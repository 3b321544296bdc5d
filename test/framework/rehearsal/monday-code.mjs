/**
 * The built app as monday code runs it, and the local platform in monday's place: a folder of its own with production
 * dependencies only, mounted secrets, `K_SERVICE`, `PORT`, one process with 512 MiB.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../support/free-ports.cjs';
import { build, upload } from './buildpack.mjs';
import { highestMib, limitMemory } from './memory-limit.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLOUD = fileURLToPath(new URL('./cloud.cjs', import.meta.url));
const START_LIMIT_MS = 30_000;
const SECRET_NAME = 'rehearsal';
/** docs/monday-platform.md#monday-code-limits; a part of it is outside of V8's heap. */
export const MEMORY_MIB = 512;
const HEAP_MIB = 384;

/** @param given variables over the ones of the platform */
export async function rehearse(given = {}) {
  const { folder, remove } = await builtFolder();
  const processes = [];
  const stop = async () => {
    for (const each of processes.reverse()) await each.stop();
    await remove();
  };
  try {
    const [port, platformPort, smtpPort, sidecarPort] = await freePorts(4);
    const url = `http://127.0.0.1:${port}`;
    const platform = await startPlatform(folder, { platformPort, smtpPort, sidecarPort, url });
    processes.push(platform);
    const variables = await variablesOf(platform);
    const keys = makeKeys();
    const startAgain = async () => {
      const app = await startApp(folder, { port, url, smtpPort, variables, given, keys });
      processes.push(app);
      return app;
    };
    return { folder, app: await startAgain(), platform, variables, startAgain, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As of an app that monday gave no Document DB, whose state is in the vault. */
export async function variablesOf(platform) {
  const variables = await (await fetch(`${platform.url}/__sandbox/env`)).json();
  delete variables.MNDY_MONGODB_CONNECTION_STRING;
  return variables;
}

/** `REHEARSAL_FOLDER` if that is set, and then left in place; else made now. */
async function builtFolder() {
  const given = process.env.REHEARSAL_FOLDER;
  if (given !== undefined) return { folder: given, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  await upload(folder);
  await build(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** With the command of the Procfile, or with npm, but local and alone. */
export async function startAlone(folder, words) {
  const [port, nobody] = await freePorts(2);
  const [command, ...args] = words;
  return start({
    name: 'app alone',
    command,
    cwd: folder,
    args,
    url: `http://127.0.0.1:${port}`,
    path: '/health/live',
    env: { PORT: port, SANDBOX_PORT: nobody, DATA_DIR: join(folder, 'alone') },
  });
}

export function startPlatform(folder, { platformPort, smtpPort, sidecarPort, url }) {
  return start({
    name: 'platform',
    // From the repository: production need not have the platform.
    cwd: ROOT,
    args: ['packages/local-platform/dist/main.js'],
    url: `http://127.0.0.1:${platformPort}`,
    path: '/__sandbox/health',
    env: {
      DATA_DIR: join(folder, 'platform'),
      SANDBOX_PORT: platformPort,
      SANDBOX_SMTP_PORT: smtpPort,
      SIDECAR_PORT: sidecarPort,
      PUBLIC_URL: url,
    },
  });
}

/**
 * Secrets in one mounted file, variables in another (docs/monday-platform.md#secrets-and-environment-variables); the platform injects the rest (4.4).
 * @param folder of the built app
 * @param mount where the two files are made
 * @param given variables over the ones of the platform
 */
export async function startApp(
  folder,
  { port, url, smtpPort, variables, mount = folder, given = {}, keys = makeKeys(), onOutput },
) {
  const mounted = (name, content) => mountFile(mount, name, without(content, given));
  await mounted('secrets-v2', {
    MONDAY_OAUTH_CLIENT_SECRET: variables.MONDAY_OAUTH_CLIENT_SECRET,
    MONDAY_SIGNING_SECRET: variables.MONDAY_SIGNING_SECRET,
    ...keys,
  });
  await mounted('secrets', {
    MONDAY_OAUTH_CLIENT_ID: variables.MONDAY_OAUTH_CLIENT_ID,
    MONDAY_OAUTH_BASE_PATH: variables.MONDAY_OAUTH_BASE_PATH,
    MONDAY_OAUTH_TOKEN_PATH: variables.MONDAY_OAUTH_TOKEN_PATH,
    PUBLIC_URL: url,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(smtpPort),
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'app@example.com',
  });
  return start({
    name: 'app',
    cwd: folder,
    args: [`--max-old-space-size=${HEAP_MIB}`, '--require', CLOUD, 'dist/main.js'],
    // With port 0 it says itself where it listens.
    url: port === 0 ? undefined : url,
    onOutput,
    path: '/health/live',
    memoryMib: MEMORY_MIB,
    env: {
      NODE_ENV: 'production',
      K_SERVICE: 'rehearsal',
      PORT: port,
      SECRET_NAME,
      MONDAY_CODE_MOUNT: mount,
      DATA_DIR: join(mount, 'nothing-is-written-here'),
      SECURE_STORAGE_ADDRESS: variables.SECURE_STORAGE_ADDRESS,
      GCE_METADATA_HOST: variables.GCE_METADATA_HOST,
      STORAGE_URL: variables.STORAGE_URL,
      MONDAY_API_ENDPOINT: variables.MONDAY_API_ENDPOINT,
      MNDY_TOPIC_NAME: variables.MNDY_TOPIC_NAME,
      PUBSUB_EMULATOR_HOST: variables.PUBSUB_EMULATOR_HOST,
      OBJECT_STORAGE_BUCKET: variables.OBJECT_STORAGE_BUCKET,
      STORAGE_EMULATOR_HOST: variables.STORAGE_EMULATOR_HOST,
      MNDY_TOPIC_MESSAGES_SECRET: variables.MNDY_TOPIC_MESSAGES_SECRET,
      ...given,
    },
  });
}

export function makeKeys() {
  const key = () => `rehearsal-1:${randomBytes(32).toString('base64url')}`;
  return { JWT_KEYS: key(), ENCRYPTION_KEYS: key() };
}

/** A mounted file wins over a variable, so that it may not have what is given as one. */
function without(content, given) {
  return Object.fromEntries(
    Object.entries(content).filter(([name]) => !(name in given) && !(`${name}_FILE` in given)),
  );
}

async function mountFile(folder, name, content) {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, SECRET_NAME), JSON.stringify(content));
}

export async function start(options) {
  const { name, command = process.execPath, cwd, args, path, env, memoryMib, onOutput = () => {} } = options;
  const texts = Object.entries(env).map(([key, value]) => [key, String(value)]);
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, ...Object.fromEntries(texts) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      onOutput(String(chunk));
    });
  }
  let ended;
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve((ended = { code, signal })));
  });
  const limit = memoryMib === undefined ? undefined : await limitMemory(child, memoryMib);
  const memory = { by: limit?.by, highestMib: 0 };
  const stop = async () => {
    memory.highestMib ||= await highestMib(child.pid);
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    const result = await exited;
    clearTimeout(timer);
    await limit?.release();
    return result;
  };
  const deadline = Date.now() + START_LIMIT_MS;
  const port = () => /listening on port (\d+)/.exec(output)?.[1];
  const url = () => options.url ?? (port() && `http://127.0.0.1:${port()}`);
  while (!url() || !(await answers(url() + path))) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`The ${name} did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { url: url(), pid: child.pid, folder: cwd, stop, memory, output: () => output };
}

async function answers(url) {
  try {
    const reply = await fetch(url, { signal: globalThis.AbortSignal.timeout(1_000) });
    await reply.arrayBuffer();
    return reply.ok;
  } catch {
    return false;
  }
}
