import { spawnSync } from 'node:child_process';

const PROBE = `
  const [host, port] = process.argv.slice(1);
  const socket = require('node:net').connect({ host, port: Number(port), timeout: 1000 });
  socket.once('connect', () => process.exit(0));
  socket.once('timeout', () => process.exit(1));
  socket.once('error', () => process.exit(1));
`;

/**
 * A `describe` that needs a server. Where it cannot be reached, the tests are skipped and the reason is printed;
 * with `REQUIRE_SERVICES=1` they run and fail instead.
 */
export function describeService(
  name: string,
  address: { readonly host: string; readonly port: number },
  tests: () => void,
): void {
  const required = process.env['REQUIRE_SERVICES'] === '1';
  if (required || isReachable(address.host, address.port)) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`skipped: ${name}: no server at ${address.host}:${address.port}\n`);
  describe.skip(name, tests);
}

/** Synchronous, as jest must know of a skip before the first test. */
export function isReachable(host: string, port: number): boolean {
  return spawnSync(process.execPath, ['-e', PROBE, host, String(port)], { timeout: 5_000 }).status === 0;
}
