import fs from 'node:fs';

type Variables = Readonly<Record<string, string | undefined>>;

const FOLDERS = ['/secrets/', '/secrets-v2/'];

/**
 * Makes the two files that monday code mounts, and that monday's SDK reads at fixed paths (docs/monday-platform.md#secrets-and-environment-variables),
 * appear in this process. Both contain the variables of the process, as the SDK's managers do without `K_SERVICE`. Files
 * that exist win.
 * @param name of the files, as in `SECRET_NAME`
 * @returns a function that ends it
 */
export function mountSecrets(name: string, variables: Variables): () => void {
  const mounted = new Set(FOLDERS.map((folder) => folder + name).filter((path) => !fs.existsSync(path)));
  const { existsSync, readFileSync } = fs;
  const isMounted = (path: unknown): boolean => typeof path === 'string' && mounted.has(path);
  const read = (path: fs.PathOrFileDescriptor, ...rest: unknown[]): unknown =>
    isMounted(path)
      ? JSON.stringify(variables)
      : (readFileSync as (...given: unknown[]) => unknown)(path, ...rest);
  Object.assign(fs, {
    existsSync: (path: fs.PathLike) => isMounted(path) || existsSync(path),
    readFileSync: read,
  });
  return () => void Object.assign(fs, { existsSync, readFileSync });
}
