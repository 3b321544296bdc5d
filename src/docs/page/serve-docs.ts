import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Express, type NextFunction, type Request, type Response } from 'express';
import { PAGE, PAGE_POLICY, SCHEME_SCRIPT, START_SCRIPT } from './docs-page.js';
import { sharedBuffer } from './shared-buffer.js';

interface Asset {
  readonly type: string;
  readonly bytes: () => Promise<Buffer>;
}

/** The files of the page that come from swagger-ui-dist, by the name they are served under. */
const ASSETS: ReadonlyMap<string, Asset> = new Map(
  (
    [
      ['swagger-ui.css', 'text/css'],
      ['swagger-ui-bundle.js', 'text/javascript'],
      ['favicon-32x32.png', 'image/png'],
    ] as const
  ).map(([name, type]) => [name, { type, bytes: sharedBuffer(() => readAsset(name)) }]),
);

/**
 * Serves the OpenAPI document that the build made: `/docs/openapi.json`, and `/docs` as a page for browsers. The document
 * and each asset are read at the first request for them and kept, the document until a build replaces it.
 */
export function serveDocs(app: NestExpressApplication): void {
  const document = currentDocument();
  const sendDocument = async (response: Response): Promise<void> => {
    const bytes = await document();
    response.type('json').send(bytes);
  };
  const routes: Record<string, (request: Request, response: Response) => Promise<void>> = {
    '/docs': async (request, response) => {
      if (request.accepts(['json', 'html']) !== 'html') return sendDocument(response);
      response.setHeader('Content-Security-Policy', PAGE_POLICY).type('html').send(PAGE);
    },
    '/docs/openapi.json': (_request, response) => sendDocument(response),
    '/docs/start.js': sendScript(START_SCRIPT),
    '/docs/scheme.js': sendScript(SCHEME_SCRIPT),
    '/docs/:asset': sendAsset,
  };
  const express: Express = app.getHttpAdapter().getInstance();
  for (const [path, handle] of Object.entries(routes)) express.get(path, forwardErrors(handle));
}

/** Reads the document again if the file has changed since the last request. */
function currentDocument(): () => Promise<Buffer> {
  let made = NaN;
  let bytes = sharedBuffer(() => readFile(findDocument()));
  return async () => {
    const { mtimeMs } = await stat(findDocument());
    if (mtimeMs !== made) bytes = sharedBuffer(() => readFile(findDocument()));
    made = mtimeMs;
    return bytes();
  };
}

/** In `dist`, beside the programs; in `docs`, if the sources are run; in `dist` of an app that depends on this one. */
const DOCUMENTS = ['openapi.json', 'docs/openapi.json', 'dist/openapi.json'];

/** @throws Error if there is none in this folder or above */
function findDocument(folder = __dirname): string {
  const found = DOCUMENTS.map((name) => join(folder, name)).find(existsSync);
  if (found !== undefined) return found;
  if (dirname(folder) === folder) throw new Error('openapi.json is missing; run `npm run build`.');
  return findDocument(dirname(folder));
}

function readAsset(name: string): Promise<Buffer> {
  return readFile(join(dirname(require.resolve('swagger-ui-dist/package.json')), name));
}

function sendScript(script: string) {
  return async (_request: Request, response: Response): Promise<void> => {
    await Promise.resolve(response.type('text/javascript').send(script));
  };
}

async function sendAsset(request: Request, response: Response): Promise<void> {
  const asset = ASSETS.get(String(request.params.asset));
  if (!asset) throw Object.assign(new Error('no such asset'), { status: 404, expose: true });
  const bytes = await asset.bytes();
  response.setHeader('Cache-Control', 'public, max-age=3600');
  response.type(asset.type).send(bytes);
}

function forwardErrors(handle: (request: Request, response: Response) => Promise<void>) {
  return (request: Request, response: Response, next: NextFunction): void => {
    handle(request, response).catch(next);
  };
}
