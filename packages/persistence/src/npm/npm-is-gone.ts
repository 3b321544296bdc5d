import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isNpmScript } from '../configuration/index.js';

const CHECK_INTERVAL_MS = 500;
const SHELL = /^-?(sh|bash|dash|ash|zsh|busybox)$/;
const PACKAGE_MANAGER = /^(npm|npx|pnpm|yarn|bun|node)\b/;
/** What takes over processes whose parent has ended. */
const REAPER = /^(init|systemd|launchd)$/;

/** What is known of a running process. */
interface ProcessFacts {
  readonly parent: number;
  /** The program and its arguments. */
  readonly command: string;
}

/**
 * Resolves when npm or npx, which started this process, has ended: a signal can end it without reaching this process. Also
 * if it had ended before this was called. Never resolves if neither of them started this process, and on Windows, where an
 * orphan keeps its parent's number.
 */
export function npmIsGone(): Promise<void> {
  if (process.platform === 'win32' || !isNpmScript()) return new Promise(() => undefined);
  const ancestors = ancestorsOf(process.ppid);
  return new Promise((resolve) => {
    if (!ancestors) return resolve();
    const timer = setInterval(() => {
      if (process.ppid === ancestors[0] && isUnchanged(ancestors)) return;
      clearInterval(timer);
      resolve();
    }, CHECK_INTERVAL_MS);
    timer.unref();
  });
}

/**
 * The parent and, if that is the shell that npm starts for a script, the parent of the shell.
 * @returns `undefined` if the parent has ended already, and this process was given to another one
 */
function ancestorsOf(parent: number): readonly number[] | undefined {
  const facts = readProcess(parent);
  if (facts === undefined) return [parent];
  const { isShell, isReaper } = roleOf(parent, facts);
  if (isReaper) return undefined;
  if (!isShell) return [parent];
  const above = readProcess(facts.parent);
  return above && roleOf(facts.parent, above).isReaper ? undefined : [parent, facts.parent];
}

function roleOf(pid: number, { command }: ProcessFacts): { isShell: boolean; isReaper: boolean } {
  const program = basename(command.split(' ')[0] ?? '');
  const isShell = SHELL.test(program);
  const isFirst = pid === 1 && !isShell && !PACKAGE_MANAGER.test(program);
  return { isShell, isReaper: isFirst || REAPER.test(program) };
}

function isUnchanged([parent, grandparent]: readonly number[]): boolean {
  return parent === undefined || grandparent === undefined || readProcess(parent)?.parent === grandparent;
}

/** @returns `undefined` if there is no such process, or nothing about it can be read */
function readProcess(pid: number): ProcessFacts | undefined {
  try {
    // The name of the program is in parentheses, and may contain some.
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { parent: Number(afterName.split(' ')[1]), command };
  } catch {
    return process.platform === 'linux' ? undefined : readByPs(pid);
  }
}

function readByPs(pid: number): ProcessFacts | undefined {
  try {
    const options = { encoding: 'utf8', timeout: 2_000 } as const;
    const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], options).trim();
    const [parent = '', ...command] = line.split(/\s+/);
    return { parent: Number(parent), command: command.join(' ') };
  } catch {
    return undefined;
  }
}
