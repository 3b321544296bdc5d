import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the app: the one in the `package.json` of the working directory; `undefined` without one. */
export function packageName(path = join(process.cwd(), 'package.json')): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
