import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  validateSchema,
  type GraphQLArgument,
  type GraphQLSchema,
} from 'graphql';
import { RESOLVERS, UNSERVED, WITHOUT_EFFECT } from '../areas/index.js';
import { argumentCoordinate, unknownNames } from '../resolvers/index.js';
import { type SandboxSettings } from '../../state/index.js';
import { readSchemaFiles } from './schema-files.js';
import { Schemas } from './schemas.js';

/** Schemas published by monday; optional files outside the repository. */
const PUBLISHED = resolve(process.cwd(), '..', 'shared', 'schema');
const published = existsSync(PUBLISHED)
  ? readdirSync(PUBLISHED).map((file) => file.replace('.graphql', ''))
  : [];

function schemas(schemaFile?: string): Schemas {
  return new Schemas({ schemaFile } as SandboxSettings);
}

describe('Schemas', () => {
  const { versions } = readSchemaFiles();
  const sut = schemas();

  it.each(versions)('is valid in version %s', (version) => {
    expect(validateSchema(sut.of(version))).toEqual([]);
  });

  it('builds each version once', () => {
    expect(sut.of('dev')).toBe(sut.of('dev'));
  });

  it('has in a version what its annotations say', () => {
    const fields = (version: string): string[] =>
      Object.keys(membersOf(sut.of(version)).get('type User') ?? {});
    expect(fields('2026-07')).toContain('is_admin(): Boolean deprecated');
    expect(fields('2026-10')).not.toContain('is_admin(): Boolean deprecated');
    expect(sut.of('2026-10').getQueryType()?.getFields()).not.toHaveProperty('agents');
    expect(sut.of('2027-01').getQueryType()?.getFields()).toHaveProperty('agents');
  });

  it('serves no field that no version has', () => {
    expect(
      unknownNames(
        versions.map((version) => sut.of(version)),
        RESOLVERS,
      ),
    ).toEqual([]);
  });

  it('names no argument, input field or enum value that no version has', () => {
    const known = new Set(versions.flatMap((version) => inputCoordinates(sut.of(version))));
    expect([...UNSERVED, ...WITHOUT_EFFECT].filter((coordinate) => !known.has(coordinate))).toEqual([]);
  });

  (published.length > 0 ? describe : describe.skip)('against the schemas that monday publishes', () => {
    it.each(published)('has the same names, types and defaults in %s', (version) => {
      const theirs = membersOf(buildSchema(readFileSync(join(PUBLISHED, `${version}.graphql`), 'utf8')));
      expect(membersOf(sut.of(version))).toEqual(theirs);
    });

    it('serves a custom schema file instead of the bundled schema', () => {
      const file = join(PUBLISHED, `${published[0]}.graphql`);
      const own = schemas(file).of('dev');
      expect(membersOf(own)).toEqual(membersOf(buildSchema(readFileSync(file, 'utf8'))));
    });
  });
});

/** Every type with its members as text, in any order, without descriptions. */
function membersOf(schema: GraphQLSchema): Map<string, Record<string, true>> {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return new Map(
    types
      .map((type): [string, string[]] => {
        if (isObjectType(type) || isInterfaceType(type)) {
          const kind = isObjectType(type) ? 'type' : 'interface';
          const fields = Object.values(type.getFields()).map(
            (field) =>
              `${field.name}(${field.args.map(input).sort().join()}): ${String(field.type)}${
                field.deprecationReason === undefined ? '' : ' deprecated'
              }`,
          );
          return [
            `${kind} ${type.name}`,
            [...fields, ...type.getInterfaces().map(({ name }) => `is ${name}`)],
          ];
        }
        if (isInputObjectType(type)) {
          return [`input ${type.name}`, Object.values(type.getFields()).map(input)];
        }
        if (isEnumType(type)) return [`enum ${type.name}`, type.getValues().map(({ name }) => name)];
        if (isUnionType(type)) return [`union ${type.name}`, type.getTypes().map(({ name }) => name)];
        return [`scalar ${type.name}`, []];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, members]) => [
        name,
        Object.fromEntries(members.sort().map((member) => [member, true as const])),
      ]),
  );
}

function input({
  name,
  type,
  defaultValue,
}: Pick<GraphQLArgument, 'name' | 'type' | 'defaultValue'>): string {
  return `${name}: ${String(type)} = ${JSON.stringify(defaultValue)}`;
}

/** Of everything that can be sent. */
function inputCoordinates(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
    if (isInputObjectType(type)) return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`);
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.map((one) => argumentCoordinate(type.name, name, one.name)),
    );
  });
}
