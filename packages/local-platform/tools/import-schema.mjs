/**
 * Writes the folder `schema/` from the schemas that monday publishes, one SDL file a version, oldest first:
 *
 *   node packages/local-platform/tools/import-schema.mjs 2026-07=FILE 2026-10=FILE 2027-01=FILE dev=FILE
 *
 * Names, types, nullability, arguments and defaults are taken over; descriptions are not. A type stays in the file that
 * has it today; a new one goes to the file of the first type that refers to it. Move it by hand if that is not its area.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kind, parse, print } from 'graphql';

const FOLDER = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'schema');
const ROOTS = ['Query', 'Mutation'];
const WIDTH = 110;
const NOT_IMPORTED = new Set([Kind.DIRECTIVE_DEFINITION, Kind.SCHEMA_DEFINITION]);

const sources = process.argv.slice(2).map((argument) => {
  const [version, file] = argument.split('=');
  return { version, definitions: parse(readFileSync(file, 'utf8'), { noLocation: true }).definitions };
});
const versions = sources.map(({ version }) => version);
if (versions.length === 0) throw new Error('Name the schemas: VERSION=FILE ...');

const areaOf = readAreas();
const types = merge(
  sources.map(({ version, definitions }) => [
    version,
    definitions.filter(({ kind }) => !NOT_IMPORTED.has(kind)),
  ]),
);
const files = new Map();
const put = (area, text) => files.set(area, [...(files.get(area) ?? []), text]);

for (const root of ROOTS) {
  const definition = types.find(({ node }) => node.name.value === root);
  const byArea =
    Map.groupBy?.(definition.children, fieldArea(root)) ?? groupBy(definition.children, fieldArea(root));
  for (const [area, fields] of byArea) put(area, block(`extend type ${root}`, fields));
}
for (const { node, present, children } of types.sort((a, b) =>
  a.node.name.value < b.node.name.value ? -1 : 1,
)) {
  const name = node.name.value;
  if (!ROOTS.includes(name))
    put(areaOf.get(name) ?? areaOfReferrer(name), printType(node, present, children));
}
for (const file of readdirSync(FOLDER)) if (file.endsWith('.graphql')) rmSync(join(FOLDER, file));
for (const [area, texts] of files) writeFileSync(join(FOLDER, `${area}.graphql`), `${texts.join('\n\n')}\n`);
writeFileSync(join(FOLDER, 'versions.json'), `${JSON.stringify(versions)}\n`);

/** Which file has a type, or a field of a root (`Query.boards`), today. */
function readAreas() {
  const areas = new Map();
  for (const file of readdirSync(FOLDER)) {
    if (!file.endsWith('.graphql')) continue;
    const area = file.slice(0, -'.graphql'.length);
    for (const { name, fields } of parse(readFileSync(join(FOLDER, file), 'utf8')).definitions) {
      if (!ROOTS.includes(name.value)) areas.set(name.value, area);
      else for (const field of fields) areas.set(`${name.value}.${field.name.value}`, area);
    }
  }
  return areas;
}

function fieldArea(root) {
  return ({ node }) => areaOf.get(`${root}.${node.name.value}`) ?? 'unsorted';
}

function areaOfReferrer(name) {
  const mentions = new RegExp(`\\b${name}\\b`);
  for (const [area, texts] of files) if (texts.some((text) => mentions.test(text))) return area;
  return 'unsorted';
}

/** Entries of the same name in several versions as one, with the versions that have it. */
function merge(lists) {
  const merged = new Map();
  for (const [version, nodes] of lists) {
    for (const node of nodes ?? []) {
      const text = signature(node);
      const known = merged.get(text);
      if (known) known.present.push(version);
      else merged.set(text, { node, present: [version], byVersion: new Map() });
      merged.get(text).byVersion.set(version, node);
    }
  }
  return [...merged.values()].map(({ node, present, byVersion }) => {
    const part = (name) => merge([...byVersion].map(([version, of]) => [version, of[name]]));
    return {
      node: byVersion.get(present.at(-1)) ?? node,
      present,
      children: [...part('fields'), ...part('values')],
      args: part('arguments'),
    };
  });
}

/** Two entries are one if this is the same; what is inside of them is compared on its own. */
function signature({ kind, name, type, defaultValue, interfaces, types: members, directives }) {
  const list = (nodes) => (nodes ?? []).map(print).sort().join();
  return [
    kind,
    name.value,
    type && print(type),
    defaultValue && print(defaultValue),
    list(interfaces),
    list(members),
    list(directives),
  ].join(' ');
}

function printType(node, present, children) {
  const within = present;
  const name = node.name.value;
  const suffix = annotation(present, versions);
  const implemented = node.interfaces?.length ? ` implements ${node.interfaces.map(print).join(' & ')}` : '';
  const directives = (node.directives ?? []).map((directive) => ` ${print(directive)}`).join('');
  switch (node.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return `scalar ${name}${directives}${suffix}`;
    case Kind.UNION_TYPE_DEFINITION:
      return `union ${name}${directives}${suffix} = ${node.types.map(print).join(' | ')}`;
    case Kind.ENUM_TYPE_DEFINITION:
      return block(`enum ${name}${directives}${suffix}`, children, within);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return block(`input ${name}${directives}${suffix}`, children, within);
    case Kind.INTERFACE_TYPE_DEFINITION:
      return block(`interface ${name}${implemented}${directives}${suffix}`, children, within);
    case Kind.OBJECT_TYPE_DEFINITION:
      return block(`type ${name}${implemented}${directives}${suffix}`, children, within);
    default:
      throw new Error(`Unexpected ${node.kind}`);
  }
}

function block(head, children, within = versions) {
  return [`${head} {`, ...children.map((child) => `  ${printChild(child, within)}`), '}'].join('\n');
}

function printChild({ node, present, args }, within) {
  const suffix = `${deprecation(node)}${annotation(present, within)}`;
  if (node.kind === Kind.ENUM_VALUE_DEFINITION) return `${node.name.value}${suffix}`;
  const rest = `: ${print(node.type)}${node.defaultValue ? ` = ${print(node.defaultValue)}` : ''}${suffix}`;
  if (args.length === 0) return `${node.name.value}${rest}`;
  const printed = args.map((arg) => printChild(arg, present));
  const line = `${node.name.value}(${printed.join(', ')})${rest}`;
  if (line.length <= WIDTH) return line;
  return `${node.name.value}(\n${printed.map((arg) => `    ${arg}`).join('\n')}\n  )${rest}`;
}

/** The reason in words of our own: what to use instead, if monday names it. */
function deprecation({ directives }) {
  const directive = directives?.find(({ name }) => name.value === 'deprecated');
  if (!directive) return '';
  const reason = directive.arguments?.[0]?.value.value ?? '';
  const names = [...reason.matchAll(/(?:use|Use) [`']?([a-z_.]+)[`']?(?: or '([a-z_]+)')?/g)].flatMap(
    ([, ...found]) => found.filter(Boolean),
  );
  return names.length > 0 ? ` @deprecated(reason: "Replaced by ${names.join(' and ')}.")` : ' @deprecated';
}

/** `@versions(...)` if not every version that has the parent has this too. */
function annotation(present, within) {
  if (present.length === within.length) return '';
  const [first, last] = [versions.indexOf(present[0]), versions.indexOf(present.at(-1))];
  if (last - first + 1 !== present.length) throw new Error(`A gap in the versions ${present.join()}`);
  const bounds = [
    ...(present[0] === within[0] ? [] : [`from: "${present[0]}"`]),
    ...(present.at(-1) === within.at(-1) ? [] : [`to: "${present.at(-1)}"`]),
  ];
  return ` @versions(${bounds.join(', ')})`;
}

function groupBy(list, key) {
  const groups = new Map();
  for (const entry of list) groups.set(key(entry), [...(groups.get(key(entry)) ?? []), entry]);
  return groups;
}
