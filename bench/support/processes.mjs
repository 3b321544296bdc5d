import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 12_000;
const POLL_MS = 3;

/**
 * Starts a server in a process of its own and resolves at its first 200.
 * @param {{node?: string, script: string, args?: string[], nodeArgs?: string[], env: Record<string, string>, port: number, path: string}} options
 * @returns {Promise<{port: number, pid: number, url: string, startMs: number, stop(): Promise<void>}>}
 */
export async function startServer({
  node = process.execPath,
  script,
  args = [],
  nodeArgs = [],
  env,
  port,
  path,
}) {
  const begun = performance.now();
  const child = spawn(node, [...nodeArgs, script, ...args], {
    env: { PATH: process.env.PATH, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await exited;
    clearTimeout(deadline);
  };
  while ((await statusOf(port, path)) !== 200) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}: ${complaint}`);
    if (performance.now() - begun > START_LIMIT_MS) {
      await stop();
      throw new Error(`${script} did not answer ${path}: ${complaint}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const startMs = performance.now() - begun;
  return { port, pid: child.pid, url: `http://127.0.0.1:${port}`, startMs, stop };
}

function statusOf(port, path) {
  return new Promise((resolve) => {
    http
      .get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', () => resolve(0));
  });
}

/** Resident memory of a process in MB (10^6 bytes), if the system says; else 0. */
export function residentMegabytes(pid) {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return (Number(kilobytes ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}

const TICK_MS = 10;

/** Processor time that a process has used in all its threads, if the system says; else 0. */
export function processorMs(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}
