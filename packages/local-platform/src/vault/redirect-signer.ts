import http from 'node:http';
import https, { type RequestOptions } from 'node:https';

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
  const redirected = (options: RequestOptions, callback?: (reply: http.IncomingMessage) => void) => {
    if (options.hostname !== SIGNER) return original(options, callback);
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
