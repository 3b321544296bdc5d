import { type Request } from 'express';
import { type AppConfig } from '../../config/index.js';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * The address under which monday called: the public one, with the path of the request and without its query. Where no
 * public address is configured only a loopback host of the request counts; a stranger chooses the others.
 */
export function requestUrl(request: Request, config: AppConfig): URL | undefined {
  const path = request.originalUrl.split('?', 1)[0] ?? '/';
  const { publicUrl } = config.http;
  if (publicUrl !== undefined) return parse(`${publicUrl}${path}`);
  const host = request.headers.host ?? '';
  return LOOPBACK.test(host) ? parse(`http://${host}${path}`) : undefined;
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
