/**
 * Holds a process and its children to so much memory, as the platform does (docs/monday-platform.md#monday-code-limits): by the kernel if this
 * user may make a control group, else by a watch on the process alone, which sees a peak only when it looks.
 */
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A group's folder, and its files for the limit. Version 2 first: if both are mounted, one of them has memory. */
const KERNELS = [
  { by: 'cgroup v2', root: '/sys/fs/cgroup', files: { 'memory.max': 1, 'memory.swap.max': 0 } },
  { by: 'cgroup v1', root: '/sys/fs/cgroup/memory', files: { 'memory.limit_in_bytes': 1 } },
];
const EVERY_MS = 100;

/** @returns by what the limit holds, and how to let go of it once the process has ended */
export async function limitMemory(child, mib) {
  for (const kernel of KERNELS) {
    const group = join(kernel.root, `rehearsal-${child.pid}`);
    if (await enter(group, kernel.files, child.pid, mib)) {
      return { by: kernel.by, release: () => rmdir(group).catch(() => undefined) };
    }
  }
  const timer = setInterval(() => void killAbove(child, mib), EVERY_MS).unref();
  return { by: 'a watch', release: async () => clearInterval(timer) };
}

/** The most that the process itself had in memory at once, in MiB; 0 if the kernel does not tell. */
export async function highestMib(pid) {
  return (await statusOf(pid, 'VmHWM')) / 1024;
}

async function enter(group, files, pid, mib) {
  try {
    await mkdir(group);
  } catch {
    return false;
  }
  try {
    for (const [name, share] of Object.entries(files)) {
      await writeFile(join(group, name), String(mib * 1024 * 1024 * share), { flag: 'r+' });
    }
    await writeFile(join(group, 'cgroup.procs'), String(pid), { flag: 'r+' });
    return true;
  } catch {
    await rmdir(group).catch(() => undefined);
    return false;
  }
}

async function killAbove(child, mib) {
  if ((await statusOf(child.pid, 'VmRSS')) / 1024 > mib) child.kill('SIGKILL');
}

async function statusOf(pid, name) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
}
