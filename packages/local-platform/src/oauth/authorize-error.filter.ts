import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type Response } from 'express';
import { html, page, pageSecurity } from '../pages/index.js';
import { AuthorizePageError, AuthorizeRedirectError } from './authorize.errors.js';

/** Redirects the browser to the app if that is safe, otherwise shows an error page. */
@Catch(AuthorizePageError, AuthorizeRedirectError)
export class AuthorizeErrorFilter implements ExceptionFilter {
  catch(error: AuthorizePageError | AuthorizeRedirectError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof AuthorizeRedirectError) {
      response.redirect(303, error.location);
      return;
    }
    response
      .status(error.status)
      .set(pageSecurity())
      .type('html')
      .send(page({ title: 'Login not possible', body: errorBody(error) }));
  }
}

const errorBody = (error: AuthorizePageError) =>
  html`<section class="card dialog">
    <h1>This login cannot go on</h1>
    <p>${error.message}</p>
    <p class="hint"><code>${error.code}</code></p>
    <p><a class="button" href="/">Open the console</a></p>
  </section>`;
