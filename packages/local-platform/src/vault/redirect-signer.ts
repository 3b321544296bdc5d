import http from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { urlToHttpOptions } from 'node:url';

type Callback = (reply: http.IncomingMessage) => void;
type Given = readonly [string | URL | RequestOptions, ...(RequestOptions | Callback | undefined)[]];

const SIGNER = 'iamcredentials.googleapis.com';

/**
 * Redirects the calls of monday's SDK to Google's signer to the local platform. The address is fixed in the SDK, while
 * the metadata server and the vault have variables (`GCE_METADATA_HOST`, `SECURE_STORAGE_ADDRESS`). It applies to this
 * process only and does not change other requests.
 * @param platformUrl of the local platform
 * @returns a function that ends the redirection
 */
export function redirectSigner(platformUrl: string): () => void {
  const platform = new URL(platformUrl);
  const original = https.request;
  const redirected = (...given: Given): http.ClientRequest => {
    const { options, callback } = readArguments(given);
    if (options.hostname !== SIGNER) return Reflect.apply(original, https, given) as http.ClientRequest;
    const headers = { ...(options.headers as http.OutgoingHttpHeaders), host: platform.host };
    const { hostname, port } = platform;
    return http.request(
      { ...options, protocol: 'http:', agent: undefined, hostname, port, host: hostname, headers },
      callback,
    );
  };
  Object.assign(https, { request: redirected });
  return () => void Object.assign(https, { request: original });
}

/** The forms of `https.request`: an address or options, or both, and a callback. */
function readArguments([target, ...rest]: Given): { options: RequestOptions; callback?: Callback } {
  const callback = rest.find((part) => typeof part === 'function');
  const further = rest.find((part) => typeof part === 'object');
  if (typeof target !== 'string' && !(target instanceof URL)) return { options: target, callback };
  const address = URL.canParse(target) ? urlToHttpOptions(new URL(target)) : {};
  return { options: { ...address, ...further }, callback };
}
