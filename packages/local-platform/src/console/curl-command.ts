import { MASK, type ShownMessage } from '../requests/index.js';

/** Set by curl itself, or only for one connection. */
const LEFT_OUT =
  /^(?:host|connection|content-length|accept-encoding|transfer-encoding|sec-fetch-.*|sec-ch-.*)$/i;

/**
 * The request as a command for a shell. Secrets are the shell's variable `TOKEN`.
 * @param message without its secrets
 */
export function curlCommand(method: string, url: string, { headers, body, note }: ShownMessage): string {
  const sent = headers
    .filter(([name]) => !LEFT_OUT.test(name))
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const isWhole = body !== undefined && note === undefined;
  const data = isWhole ? [`--data-raw ${quoted(body)}`] : note === undefined ? [] : ['--data-binary @body'];
  return [`curl -X ${method} ${quoted(url)}`, ...sent, ...data].join(' \\\n  ');
}

/** In quotes of the shell, outside of which only the variable is. */
function quoted(text: string): string {
  const [first = '', ...others] = text.split(MASK).map((part) => `'${part.replaceAll("'", `'\\''`)}'`);
  return [first, ...others].join('"$TOKEN"').replace(/^''(?=.)|(?<=.)''$/g, '');
}
