import { extname } from 'node:path/posix';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Express, type NextFunction, type Request, type Response } from 'express';
import { AppConfig } from '../config/index.js';
import { chooseEncoding } from './choose-encoding.js';
import { isNavigation } from './is-navigation.js';
import { ViewFiles, type ListedFile } from './view-files.js';
import { viewPolicyOf } from './view-policy.js';

const ROUTE = '/view{/*path}';
/** The view itself, also for a client that does not say that it wants a page, such as one that checks whether it is there. */
const PAGE = /^[^/]+\/?$/;
const FOREVER = 'public, max-age=31536000, immutable';
const CHECKED = 'public, no-cache';

interface FoundFile {
  readonly path: string;
  readonly file: ListedFile;
}

/**
 * Serves the views that the build made: `GET /view/<feature>/`, and the only one at `/view/` too. The page can be framed by monday only. Files whose name has
 * a hash of their content are cached for a year; everything else is checked each time. Any other address of a view that a
 * browser opens gets the view's page, so that the view can have addresses of its own.
 */
export function serveViews(app: NestExpressApplication, files = new ViewFiles()): void {
  const policy = viewPolicyOf(app.get(AppConfig).monday);
  const express: Express = app.getHttpAdapter().getInstance();
  express.get(ROUTE, (request: Request, response: Response, next: NextFunction) => {
    findFile(files, request)
      .then(async (found) => {
        if (found) await send(files, found, policy, request, response);
        else next();
      })
      .catch(next);
  });
}

async function findFile(files: ViewFiles, request: Request): Promise<FoundFile | undefined> {
  const path = pathOf(request);
  const file = await files.find(path);
  if (file) return { path, file };
  const isPage = PAGE.test(path) || isNavigation(request);
  const page = isPage ? await files.pageFor(path) : undefined;
  const pageFile = page === undefined ? undefined : await files.find(page);
  return page !== undefined && pageFile ? { path: page, file: pageFile } : undefined;
}

function pathOf({ params }: Request): string {
  const path = params['path'];
  return Array.isArray(path) ? path.join('/') : (path ?? '');
}

async function send(
  files: ViewFiles,
  { path, file }: FoundFile,
  policy: string,
  request: Request,
  response: Response,
): Promise<void> {
  const encoding =
    file.isCompressed === true ? chooseEncoding(request.headers['accept-encoding']) : undefined;
  const content = await files.read(path, file, encoding);
  response
    .type(extname(path))
    .setHeader('Cache-Control', file.isHashed === true ? FOREVER : CHECKED)
    .setHeader('ETag', `W/"${file.hash}"`);
  if (file.isCompressed === true) response.vary('Accept-Encoding');
  if (encoding !== undefined) response.setHeader('Content-Encoding', encoding);
  if (extname(path) === '.html') {
    response.setHeader('Content-Security-Policy', policy).removeHeader('X-Frame-Options');
  }
  response.send(content);
}
