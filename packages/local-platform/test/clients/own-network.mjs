import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MARK = 'IN_OWN_NETWORK';
/** Loopback is all there is; the file of host names is this network's own. */
const ENTER = 'ip link set lo up && mount --bind "$0" /etc/hosts && exec "$@"';

/**
 * Runs a test file in a network of its own, in which every port is free, monday's names lead to this machine, and nothing
 * beyond it can be reached. The file calls this first. Outside, it ends the process with the exit code of the inner run.
 * @param url `import.meta.url` of the test file
 * @param hosts lines of the file of host names
 * @returns a reason to skip the tests, if the machine has no such networks
 */
export function enterOwnNetwork(url, hosts) {
  if (process.env[MARK]) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'own-network-'));
  try {
    const file = join(folder, 'hosts');
    writeFileSync(file, ['127.0.0.1 localhost', '::1 localhost', ...hosts, ''].join('\n'));
    if (enter(file, ['true'], 'ignore').status !== 0) {
      return 'needs Linux, with `unshare`, `ip`, and user namespaces';
    }
    const { status } = enter(file, [process.execPath, ...process.execArgv, fileURLToPath(url)], 'inherit');
    return process.exit(status ?? 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function enter(hostsFile, command, stdio) {
  const env = { ...process.env, [MARK]: '1' };
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const words = [...asRoot, '--mount', '--net', 'sh', '-c', ENTER, hostsFile, ...command];
  return spawnSync('unshare', words, { stdio, env });
}
