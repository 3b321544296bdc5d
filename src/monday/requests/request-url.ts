import { type Request } from 'express';
import { isLoopbackHost } from 'monday-persistence/loopback';
import { type AppConfig } from '../../config/index.js';

/**
 * The address that monday called: the public address with the path of the request, without the query. If no public
 * address is configured, only a loopback host is accepted, because clients can choose any other host.
 */
export function requestUrl(request: Request, config: AppConfig): URL | undefined {
  const path = request.originalUrl.split('?', 1)[0] ?? '/';
  const { publicUrl } = config.http;
  if (publicUrl !== undefined) return parse(`${publicUrl}${path}`);
  const host = request.headers.host ?? '';
  return isLoopbackHost(host) ? parse(`http://${host}${path}`) : undefined;
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
