import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import platform from '../../dist/index.js';

/** The admin of the first account of the seed, one of its boards, and an item of that. */
export const ADMIN = '58120443';
export const MEMBER = '58120517';
export const BOARD = '7310284655';
export const ITEM = '7310284756';

/** Starts a local platform on free ports and in a folder of its own. */
export async function startPlatform(options = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'monday-clients-'));
  const sandbox = await platform.startSandbox({
    dataDir,
    port: 0,
    smtpPort: 0,
    variables: { SANDBOX_LIMITS: 'off' },
    ...options,
  });
  const token = await issueToken(sandbox.url);
  return {
    url: sandbox.url,
    endpoint: `${sandbox.url}/v2`,
    token,
    /** Reads back what a client wrote: a query of its own, without any client. */
    async query(query, variables, version) {
      const response = await fetch(`${sandbox.url}/v2`, {
        method: 'POST',
        headers: {
          authorization: token,
          'content-type': 'application/json',
          ...(version ? { 'api-version': version } : {}),
        },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = await response.json();
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async close() {
      await sandbox.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function issueToken(url) {
  const response = await fetch(`${url}/__sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: ADMIN }),
  });
  return (await response.json()).access_token;
}
