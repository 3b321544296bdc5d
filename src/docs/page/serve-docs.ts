import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Express, type NextFunction, type Request, type Response } from 'express';
import { type FailureRule } from '../documented-route.js';
import { PAGE, PAGE_POLICY, START_SCRIPT } from './docs-page.js';
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
 * Serves the OpenAPI document: `/docs/openapi.json`, and `/docs` as a page for browsers. The document and each asset are
 * made at the first request for them and kept.
 * @param rules what can fail beside the handlers, on which route
 */
export function serveDocs(app: NestExpressApplication, rules: readonly FailureRule[]): void {
  const document = sharedBuffer(() => buildDocument(app, rules));
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
    '/docs/start.js': async (_request, response) => {
      await Promise.resolve(response.type('text/javascript').send(START_SCRIPT));
    },
    '/docs/:asset': sendAsset,
  };
  const express: Express = app.getHttpAdapter().getInstance();
  for (const [path, handle] of Object.entries(routes)) express.get(path, forwardErrors(handle));
}

/** Nothing that makes the document is loaded before someone asks for it. */
async function buildDocument(app: NestExpressApplication, rules: readonly FailureRule[]): Promise<string> {
  const { buildDocument: build } = await import('../document/build-document.js');
  return JSON.stringify(await build(app, rules));
}

function readAsset(name: string): Promise<Buffer> {
  return readFile(join(dirname(require.resolve('swagger-ui-dist/package.json')), name));
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
