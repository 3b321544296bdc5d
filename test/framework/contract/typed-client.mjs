// node test/framework/contract/typed-client.mjs <url> <access token> <refresh token>
// Makes types from docs/openapi.json, checks the client of docs/rest-clients.md and a session against them, runs the
// session against the app, and prints as JSON what the compiler and the session said.
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CLIENT = /^```typescript client\.ts\n([^]*?)^```$/m;

const SESSION = `
import type { components } from './api.js';
import { addOne, connect, type Tokens } from './client.js';

export async function session(url: string, access_token: string, refresh_token: string): Promise<object> {
  const kept: Tokens[] = [];
  const login: Tokens = { access_token, refresh_token, token_type: 'Bearer', expires_in: 900 };
  const keep = (tokens: Tokens): Promise<void> => Promise.resolve(void kept.push(tokens));
  const api = connect(url, login, keep);
  const counted = [await addOne(api, 'visits'), await addOne(api, 'visits')];

  const params = { path: { key: 'visits' } };
  const { data: row, response } = await api.GET('/storage/{key}', { params });
  const missing = await api.GET('/storage/{key}', { params: { path: { key: 'none' } } });
  const conflict = await api.PUT('/storage/{key}', { params, body: { value: 0, version: 'old' } });
  // @ts-expect-error: another period
  const refused = await api.PUT('/storage/counter/increment', { body: { period: 'HOURLY' } });
  const { data: page } = await api.GET('/monday/boards', { params: { query: { limit: 1 } } });

  const late = connect(url, { ...login, expires_in: 0 }, keep);
  const [first] = await Promise.all([late.GET('/auth/me'), late.GET('/auth/me'), late.GET('/monday/me')]);
  const repeated = await api.POST('/auth/refresh', { body: { refresh_token } });
  await api.POST('/auth/refresh', { body: { refresh_token: kept[0]?.refresh_token ?? '' } });
  const again = await api.POST('/auth/refresh', { body: { refresh_token } });
  return {
    counted,
    version: response.headers.get('etag') === \`"\${row?.version}"\`,
    missing: missing.error?.code,
    conflict:
      conflict.error?.code === 'storage.version_conflict' && conflict.error.details.currentVersion === row?.version,
    refused:
      refused.error?.code === 'validation.failed' ? refused.error.details.map(({ field }) => field) : refused.error,
    boards: page?.boards.length === 1,
    renewed: kept.length === 1 && first.data?.user.id !== undefined,
    repeated: repeated.data?.refresh_token === kept[0]?.refresh_token,
    reused: again.error?.code,
  };
}

/** Never called: what must not compile. */
export async function mistakes(url: string, login: Tokens): Promise<void> {
  const api = connect(url, login, () => Promise.resolve());
  const params = { path: { key: 'a' } };
  // @ts-expect-error: a field that the body does not have
  const body: components['schemas']['StorageWrite'] = { value: 1, expires: 5 };
  await api.PUT('/storage/{key}', { params, body });
  // @ts-expect-error: a body without its value
  await api.PUT('/storage/{key}', { params, body: { ttl: 5 } });
  // @ts-expect-error: a parameter of another type
  await api.GET('/storage', { params: { query: { limit: 'ten' } } });
  // @ts-expect-error: no such path
  await api.GET('/storages');
  const { data, error } = await api.GET('/storage/{key}', { params });
  // @ts-expect-error: a field that the reply does not have
  data?.ttl;
  // @ts-expect-error: a code that this route does not have
  if (error?.code === 'mail.message_not_found') return;
}
`;

const folder = await mkdtemp(join(tmpdir(), 'typed-client-'));
try {
  await writeSources();
  const problems = compile();
  const { session } = await import(pathToFileURL(join(folder, 'session.js')).href);
  console.log(JSON.stringify({ problems, said: await session(...process.argv.slice(2)) }));
} finally {
  await rm(folder, { recursive: true });
}

async function writeSources() {
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const types = astToString(await openapiTS(pathToFileURL(join(ROOT, 'docs/openapi.json'))));
  const [, client] = CLIENT.exec(await readFile(join(ROOT, 'docs/rest-clients.md'), 'utf8'));
  const sources = {
    'api.d.ts': types,
    'client.ts': client,
    'session.ts': SESSION,
    'package.json': '{"type":"module"}',
  };
  for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, name), text);
}

function compile() {
  const program = ts.createProgram([join(folder, 'session.ts')], {
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  program.emit();
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
    const { line } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0 };
    return `${file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
