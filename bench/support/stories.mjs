import { readdir, readFile } from 'node:fs/promises';
import { transform } from '@swc/core';

const FOLDER = new URL('../../packages/local-platform/test/operations/', import.meta.url);

/**
 * The operations of the tests, `[{name, operations: [{query, variables, keep, version, file, refused}]}]`, without what they
 * must show.
 */
export async function readStories() {
  // The stories use matchers for what an operation must show, which is not checked here.
  globalThis.expect ??= new Proxy(() => undefined, { get: () => () => undefined });
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.story.ts')).sort();
  const modules = await Promise.all(files.map((name) => importTypeScript(new URL(name, FOLDER))));
  return modules.flatMap((module) => Object.values(module));
}

/** An operation with what earlier ones kept in the place of `{{name}}`. */
export function fill(operation, known) {
  const replace = (value) => {
    if (typeof value === 'string')
      return value.replace(/\{\{(\w+)\}\}/g, (_all, name) => known.get(name) ?? '0');
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)]));
  };
  const { query, variables, version, file } = operation;
  return { query: replace(query), variables: replace(variables), version, file };
}

/** Puts what the answer has at the paths of `keep` among the known values. */
export function keep(operation, data, known) {
  for (const [name, path] of Object.entries(operation.keep ?? {})) {
    const value = path.split('.').reduce((inner, part) => inner?.[part], data);
    if (value !== undefined) known.set(name, String(value));
  }
}

async function importTypeScript(url) {
  const source = await readFile(url, 'utf8');
  const imported = new URL('./operation.ts', FOLDER);
  const shared = source.includes('./operation.js') ? await compile(await readFile(imported, 'utf8')) : '';
  const code = (await compile(source)).replace(/^import .*?;$/m, '');
  return import(`data:text/javascript,${encodeURIComponent(`${shared.replaceAll('export ', '')}\n${code}`)}`);
}

async function compile(source) {
  const { code } = await transform(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  return code;
}
