/**
 * The types of the routes that a view may call, from the OpenAPI document of the build, as `api-types.d.ts` of each view
 * that has such a file.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findViews, importOfApp } from './find.mjs';

const DOCUMENT = 'dist/openapi.json';
const FILE = 'api-types.d.ts';
/** What a type does not show. */
const TEXTS = new Set(['description', 'example', 'examples', 'summary', 'title']);
/** Objects whose fields are names of the app, and could be called as one of the texts. */
const NAMED = new Set([
  'components',
  'content',
  'headers',
  'parameters',
  'paths',
  'properties',
  'responses',
  'schemas',
]);

/** Writes the types again if the document has changed: only after it was made, since an older one would change them back. */
export async function writeApiTypes() {
  for (const { folder } of await findViews()) await writeTypesOf(folder);
}

async function writeTypesOf(view) {
  const path = join(view, FILE);
  const earlier = await readFile(path, 'utf8').catch(() => undefined);
  const text = await readFile(DOCUMENT, 'utf8').catch(() => undefined);
  // Before the first build, the types are those that were committed.
  if (earlier === undefined || text === undefined) return;
  const document = documentOfViews(JSON.parse(text));
  const head = headFor(document);
  if (earlier.startsWith(head)) return;
  const { default: typesOf, astToString } = await importOfApp('openapi-typescript', 'dist/index.mjs');
  await writeFile(path, `${head}\n${astToString(await typesOf(document))}`);
}

/** The first line of the file, with a hash of the document that it was made from. */
export function headFor(document) {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 16);
  return `// Made by the build from the OpenAPI document (${hash}): the routes that a view may call. Do not edit.\n`;
}

/** The routes that accept a view's token, with the components that they refer to. */
export function documentOfViews({ openapi, info, paths, components }) {
  const kept = {};
  for (const [path, operations] of Object.entries(paths)) {
    const open = Object.entries(operations).filter(([, { security }]) => security?.some(({ view }) => view));
    if (open.length > 0) kept[path] = Object.fromEntries(open);
  }
  const bare = withoutTexts(kept, true);
  return {
    openapi,
    info: { title: info.title, version: '1' },
    paths: bare,
    components: usedBy(bare, components),
  };
}

function withoutTexts(value, isNamed = false) {
  if (Array.isArray(value)) return value.map((element) => withoutTexts(element));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => isNamed || !TEXTS.has(name));
  return Object.fromEntries(
    fields.map(([name, field]) => [name, withoutTexts(field, !isNamed && NAMED.has(name))]),
  );
}

function usedBy(root, components) {
  const used = {};
  const visit = (value) => {
    if (typeof value !== 'object' || value === null) return;
    if (typeof value.$ref === 'string') add(value.$ref);
    Object.values(value).forEach(visit);
  };
  const add = (reference) => {
    const [, , kind, name] = reference.split('/');
    if (used[kind]?.[name] !== undefined) return;
    const component = withoutTexts(components[kind][name]);
    (used[kind] ??= {})[name] = component;
    visit(component);
  };
  visit(root);
  return sorted(used);
}

/** The document does not change with the order in which components are found. */
const sorted = (used) =>
  Object.fromEntries(
    Object.entries(used)
      .sort()
      .map(([kind, byName]) => [kind, Object.fromEntries(Object.entries(byName).sort())]),
  );
