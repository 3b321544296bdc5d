import { type Exchange, type Message } from './exchange.js';

/** What is shown in place of a secret. */
export const MASK = '•••';

/** A message as it may be shown. */
export interface ShownMessage {
  readonly headers: readonly (readonly [string, string])[];
  /** Absent if there was none, or if it is not shown. */
  readonly body?: string;
  /** Why there is no body, or only a part of it. */
  readonly note?: string;
}

export interface ShownExchange {
  readonly target: string;
  readonly request: ShownMessage;
  readonly response?: ShownMessage;
}

const SECRET_HEADERS =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie$|token|secret|password|api-?key|^x-goog-iam|signature/i;
const SECRET_NAME =
  '[\\w.-]{0,40}(?:token|secret|password|passwd|api_?key|authorization|assertion)[\\w.-]{0,40}';
const JSON_PAIR = new RegExp(`("${SECRET_NAME}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*(?:"|\\\\?$)`, 'gi');
/** In a JSON text that is itself a text of JSON. */
const NESTED_PAIR = new RegExp(`(\\\\{1,15}"${SECRET_NAME}\\\\{1,15}"\\s*:\\s*\\\\{1,15}")[^"\\\\]*`, 'gi');
const FORM_PAIR = new RegExp(
  `((?:^|[?&])(?:${SECRET_NAME}|code|code_verifier|(?:x-goog-)?signature)=)[^&\\s#]*`,
  'gi',
);
/** Texts of the letters of a JWT, each of which is looked at once. */
const RUN = /[\w.-]+/g;
const BEGINNING_OF_JWT = /\beyJ/;
const PARTS_OF_JWT = 3;
const PASSWORD_IN_ADDRESS = /(:\/\/[^/\s:@"']{1,200}:)[^/\s@"']{1,200}(?=@)/g;
/** Of the vault, the secrets of the app, and the variables that `mapps` writes: every value is one. */
const SECRET_BODIES =
  /^\/(?:v1\/(?!projects)|sidecar\/(?:secure-storage|secrets)|__sandbox\/configuration\/secrets|api\/code\/\d+\/(?:env|secrets)\/)/i;
const IS_TEXT = /json|text|xml|javascript|x-www-form-urlencoded|^$/i;

/**
 * The exchange without its secrets: tokens, passwords and codes by their names, JWTs, and those that are given.
 * @param secrets of the app, to be found wherever they are
 */
export function maskExchange(
  { target, request, response }: Exchange,
  secrets: readonly string[],
): ShownExchange {
  const mask = (text: string): string => maskText(text, secrets);
  const isSecret = SECRET_BODIES.test(target);
  return {
    target: mask(target),
    request: shown(request, mask, isSecret),
    ...(response && { response: shown(response, mask, isSecret) }),
  };
}

/** The text without secrets. */
export function maskText(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((rest, secret) => rest.split(secret).join(MASK), text);
  return maskJwts(known)
    .replace(JSON_PAIR, `$1"${MASK}"`)
    .replace(NESTED_PAIR, `$1${MASK}`)
    .replace(FORM_PAIR, `$1${MASK}`)
    .replace(PASSWORD_IN_ADDRESS, `$1${MASK}`);
}

/** Masks from the beginning of a JWT to the end of its run, also of one that is cut off at the end of the text. */
function maskJwts(text: string): string {
  return text.replace(RUN, (run: string, offset: number) => {
    const start = run.search(BEGINNING_OF_JWT);
    if (start < 0) return run;
    const isWhole = run.slice(start).split('.').length >= PARTS_OF_JWT;
    const isCutOff = offset + run.length === text.length;
    return isWhole || isCutOff ? run.slice(0, start) + MASK : run;
  });
}

function shown(message: Message, mask: (text: string) => string, isSecret: boolean): ShownMessage {
  const headers = message.headers.map(
    ([name, value]) => [name, SECRET_HEADERS.test(name) ? MASK : mask(value)] as const,
  );
  const { body, length } = message;
  if (length === 0) return { headers };
  if (isSecret) return { headers, note: 'Not shown: it contains secrets.' };
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (body.length === 0 || !IS_TEXT.test(type))
    return { headers, note: `${length} bytes, which are not shown.` };
  const isWhole = body.length === length;
  return {
    headers,
    body: mask(body.toString('utf8')),
    ...(!isWhole && { note: `The first ${body.length} of ${length} bytes.` }),
  };
}
