import { Catch, HttpException, HttpStatus, type ArgumentsHost } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { html, page, pageSecurity, type Html } from './pages/index.js';
import { SIDECAR_PREFIX, SidecarRefusalFilter } from './sidecar/index.js';

/** Answers a browser with a page, a client of the sidecar in the sidecar's format, and all others with JSON. */
@Catch(HttpException)
export class RefusalFilter extends SidecarRefusalFilter {
  override catch(error: HttpException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    if (!isFromBrowser(request)) return super.catch(error, host);
    const status = error.getStatus();
    host
      .switchToHttp()
      .getResponse<Response>()
      .status(status)
      .set(pageSecurity())
      .type('html')
      .send(refusalPage(status, textOf(error, request)));
  }
}

/** JSON comes first: a client that accepts anything is a program. */
function isFromBrowser(request: Request): boolean {
  return !request.url.startsWith(`${SIDECAR_PREFIX}/`) && request.accepts(['json', 'html']) === 'html';
}

function refusalPage(status: number, text: Html): string {
  const title = status === Number(HttpStatus.NOT_FOUND) ? 'There is no such page' : 'This cannot be done';
  const body = html`<section class="card dialog">
    <h1>${title}</h1>
    <p class="lead">${text}</p>
    <p class="hint"><code>${status}</code></p>
    <p><a class="button" href="/">Open the console</a></p>
  </section>`;
  return page({ title, body, section: '' });
}

/** Nest's own message of an unknown route names a program's view of it. */
function textOf(error: HttpException, { method, path }: Request): Html {
  const isUnknownRoute = error.message.startsWith(`Cannot ${method} `);
  return isUnknownRoute ? html`Nothing answers at <code>${path}</code>.` : html`${error.message}`;
}
