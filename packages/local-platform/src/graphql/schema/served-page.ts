import { isObjectType, Kind, parse, type GraphQLSchema } from 'graphql';
import { COLUMN_TYPES, type ColumnType } from '../column-types/index.js';
import type { ResolverMap } from '../resolvers/index.js';
import type { SchemaFiles } from './schema-files.js';

const ROOTS = ['Query', 'Mutation'] as const;

interface AreaNames {
  readonly name: string;
  readonly roots: Readonly<Record<(typeof ROOTS)[number], string[]>>;
  readonly types: readonly string[];
}

/** The text of `docs/local-platform-api.md`: what is served of monday's API and what is not, by area. */
export function servedPage(files: SchemaFiles, schema: GraphQLSchema, resolvers: ResolverMap): string {
  const areas = [...files.areas]
    .map(([name, text]) => namesOf(name, text))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const isServed = (type: string, field: string): boolean => Object.hasOwn(resolvers[type] ?? {}, field);
  const fieldsOf = (type: string): string[] => {
    const found = schema.getType(type);
    return isObjectType(found) ? Object.keys(found.getFields()) : [];
  };
  const count = (type: string, fields: readonly string[]): string =>
    fields.length === 0
      ? ''
      : `${fields.filter((field) => isServed(type, field)).length} of ${fields.length}`;

  const rows = areas
    .filter(({ roots }) => roots.Query.length + roots.Mutation.length > 0)
    .map(
      ({ name, roots }) =>
        `| ${name} | ${count('Query', roots.Query)} | ${count('Mutation', roots.Mutation)} |`,
    );
  const sections = areas.flatMap((area) => sectionOf(area, isServed, fieldsOf));
  return `${[
    '# What the local platform serves',
    '',
    '<!-- Written by `npm run docs:platform`; do not edit. -->',
    '',
    "The local platform knows the whole of monday's schema. A field that it does not serve answers with the error code",
    '`LOCAL_PLATFORM_UNSUPPORTED`, which names the field; the rest of the query is answered as usual.',
    '',
    '| Area | Queries | Mutations |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '## Column types',
    '',
    '| Type | Settable | Filter operators |',
    '| --- | --- | --- |',
    ...COLUMN_TYPES.map(columnRow),
    '',
    ...sections,
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function sectionOf(
  { name, roots, types }: AreaNames,
  isServed: (type: string, field: string) => boolean,
  fieldsOf: (type: string) => string[],
): string[] {
  const lines = ROOTS.flatMap((root) => {
    const served = roots[root].filter((field) => isServed(root, field));
    if (served.length === 0) return [];
    const missing = roots[root].filter((field) => !isServed(root, field));
    const noun = root === 'Query' ? 'Queries' : 'Mutations';
    return [`- ${noun}: ${list(served)}${missing.length > 0 ? `; not served: ${list(missing)}` : ''}`];
  });
  const partial = types.flatMap((type) => {
    const fields = fieldsOf(type);
    const missing = fields.filter((field) => !isServed(type, field));
    if (missing.length === fields.length) return [];
    return [`- \`${type}\`: ${missing.length === 0 ? 'all fields' : `all but ${list(missing)}`}`];
  });
  return lines.length + partial.length === 0 ? [] : [`## ${name}`, '', ...lines, ...partial, ''];
}

function columnRow({ name, fromJson, fromText, operators }: ColumnType): string {
  const settable = [...(fromJson ? ['JSON'] : []), ...(fromText ? ['text'] : [])].join(', ');
  return `| \`${name}\` | ${settable || 'no'} | ${list(Object.keys(operators)) || 'none'} |`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function namesOf(name: string, text: string): AreaNames {
  const roots = { Query: [] as string[], Mutation: [] as string[] };
  const types: string[] = [];
  for (const definition of parse(text, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_EXTENSION) {
      const root = ROOTS.find((candidate) => candidate === definition.name.value);
      if (root) roots[root].push(...(definition.fields ?? []).map((field) => field.name.value));
    } else if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) types.push(definition.name.value);
  }
  return { name, roots, types };
}
