import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { sha256 } from 'monday-persistence/hash';
import { escapeHtml } from 'monday-persistence/html';
import { ErrorPages, type ErrorBody, type ErrorPage } from '../../errors/index.js';
import { PublicAddress } from '../public-address.js';
import { STYLE } from './login-error-style.js';

/** Routes that a browser opens directly. The router ignores case and trailing slashes. */
const BROWSER_ROUTES = /^\/auth(?:\/login|\/callback|\/monday\/callback)?\/?$/i;
const AUTHORIZATION_URL = /^\/auth\/?$/i;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Page that explains in a browser why a login failed, and how to try again. It contains no scripts. */
@Injectable()
export class LoginErrorPage implements ErrorPage, OnModuleInit {
  constructor(
    private readonly pages: ErrorPages,
    private readonly address: PublicAddress,
  ) {}

  onModuleInit(): void {
    this.pages.add(this);
  }

  /** JSON comes first: a client that accepts anything is a program. */
  isFor(request: Request): boolean {
    return (
      request.method === 'GET' &&
      BROWSER_ROUTES.test(request.path) &&
      request.accepts(['json', 'html']) === 'html'
    );
  }

  send(request: Request, response: Response, body: ErrorBody): void {
    response
      .setHeader('Content-Security-Policy', POLICY)
      .setHeader('Content-Type', 'text/html; charset=utf-8');
    response.vary('Accept').send(this.render(body, AUTHORIZATION_URL.test(request.path)));
  }

  private render({ message, code, requestId }: ErrorBody, isFromMonday: boolean): string {
    const way = isFromMonday
      ? '<p>Go back to monday and start again from there.</p>'
      : `<p><a class="action" href="${escapeHtml(this.address.loginUrl)}">Try again</a></p>`;
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The login failed</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>The login failed</h1>
<p>${escapeHtml(message)}</p>
${way}
<p class="detail">${escapeHtml(code)} · request ${escapeHtml(requestId)}</p>
</main>
</body>
</html>
`;
  }
}
