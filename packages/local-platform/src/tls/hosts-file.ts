import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLoopbackHostname } from 'monday-persistence/loopback';

const ADDRESS = '127.0.0.1';

/** The machine's file of host names. @param systemRoot variable `SystemRoot` of Windows */
export function hostsFilePath(systemRoot: string | undefined): string {
  return process.platform === 'win32'
    ? join(systemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts';
}

/** The line that sends these names to this machine. */
export function hostsLine(names: readonly string[]): string {
  return [ADDRESS, ...names].join(' ');
}

/**
 * The names of monday that a file of host names sends to this machine. While it does, nothing on the machine reaches
 * monday.
 * @returns none if the file cannot be read
 */
export async function divertedNames(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '']) => isLoopbackHostname(address.includes(':') ? `[${address}]` : address))
    .flatMap(([, ...names]) => names)
    .filter((name) => /^(?:[^.]+\.)*monday\.com$/i.test(name));
}

/** One line that warns of diverted names; `undefined` if there are none. */
export async function hostsWarning(path: string): Promise<string | undefined> {
  const names = await divertedNames(path);
  if (names.length === 0) return undefined;
  return `While ${path} has ${names.join(', ')}, nothing on this machine reaches monday. Remove it when you are done.`;
}
