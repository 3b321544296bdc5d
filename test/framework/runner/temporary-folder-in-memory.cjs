const { mkdtempSync, readFileSync, rmSync, statfsSync } = require('node:fs');

const MEMORY = '/dev/shm';
/** Containers often have 64 MiB of it, and no right to run a program that is there. */
const USABLE = /^\S+ \/dev\/shm tmpfs (?!\S*\bnoexec\b)/m;
const LEAST_FREE_BYTES = 4 * 1024 ** 3;

/**
 * Puts the temporary folders of the tests into memory, where Linux offers it: on a disk, each commit of a store waits some
 * milliseconds for it.
 */
module.exports = function useMemory() {
  if (process.env.TMPDIR !== undefined || !isUsable()) return;
  const folder = mkdtempSync(`${MEMORY}/tests-`);
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
};

function isUsable() {
  if (process.platform !== 'linux' || !USABLE.test(readFileSync('/proc/mounts', 'utf8'))) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= LEAST_FREE_BYTES;
}
