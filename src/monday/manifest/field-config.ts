import { type BlockFieldType, type BuiltInType, type PrimitiveType } from '../blocks/block-declaration.js';
import { credentialsConstraints, type UsesByKey } from './declared-credentials.js';
import { type DeclaredField } from './declared-fields.js';
import { inWords, slugOf } from './names.js';

interface BuiltIn {
  readonly id: number;
  /** The types of fields that it depends on, by monday's keys. */
  readonly needs?: Readonly<Record<string, BuiltInType>>;
}

/** Ids of monday's types of fields (docs/monday-platform.md#app-manifest). */
const BUILT_IN: Readonly<Record<BuiltInType, BuiltIn>> = {
  board: { id: 10380086 },
  group: { id: 10380085, needs: { boardId: 'board' } },
  item: { id: 10380092, needs: { boardId: 'board' } },
  column: { id: 10566016, needs: { boardId: 'board' } },
  'status-column': { id: 10380084, needs: { boardId: 'board' } },
  'people-column': { id: 10380073, needs: { boardId: 'board' } },
  'status-value': { id: 10380094, needs: { boardId: 'board', statusColumnId: 'status-column' } },
};
const PRIMITIVES: readonly PrimitiveType[] = ['string', 'number', 'boolean', 'date'];

/** Everything that the fields of a block may refer to. */
export interface FieldScope {
  /** Names of the app's own fields. */
  readonly ownFields: ReadonlySet<string>;
  /** `input` fields ask the user for what they depend on; `output` fields do not. */
  readonly direction: 'input' | 'output';
  /** Such as `action "greet"`. */
  readonly block: string;
  /** The credentials that blocks and fields use, by such names. */
  readonly uses: ReadonlyMap<string, UsesByKey>;
  /** @throws DeclarationRefusedError */
  readonly refuse: (problem: string) => never;
}

/** The configuration of a block's fields. @throws DeclarationRefusedError for a field that monday cannot have */
export function fieldConfigs(fields: readonly DeclaredField[], scope: FieldScope): object[] {
  return fields.map((field, index) => ({
    id: index + 1,
    fieldHeader: field.title ?? inWords(field.key),
    fieldTitle: field.title ?? inWords(field.key),
    isArray: field.isArray ?? false,
    isNullable: false,
    isOptional: field.isOptional ?? false,
    ...typeConfig(field, fields, scope),
    fieldKey: field.key,
  }));
}

function typeConfig(field: DeclaredField, all: readonly DeclaredField[], scope: FieldScope): object {
  const { type } = field;
  if (type === undefined) return refuseUnknown(field, scope);
  if (isPrimitive(type)) return { type: 'primitive', primitiveType: type };
  const custom = { type: 'custom', allowPrimitiveForm: false };
  if (type.startsWith('field:')) {
    const name = type.slice('field:'.length);
    if (!scope.ownFields.has(name)) refuseType(field, scope, `the app has no @MondayField('${name}')`);
    const credentials = credentialsOf(field, name, scope);
    return {
      ...custom,
      fieldTypeReferenceId: { slug: slugOf('field', name) },
      ...(Object.keys(credentials).length > 0 && { constraints: { credentials } }),
    };
  }
  const builtIn = Object.hasOwn(BUILT_IN, type) ? BUILT_IN[type as BuiltInType] : undefined;
  if (builtIn === undefined) {
    const known = [...PRIMITIVES, ...Object.keys(BUILT_IN)].join(', ');
    return refuseType(field, scope, `there is no type "${type}". Use field:NAME or one of ${known}`);
  }
  const dependencies = scope.direction === 'input' ? dependenciesOf(field, builtIn, all, scope) : {};
  return {
    ...custom,
    fieldTypeReferenceId: builtIn.id,
    ...(Object.keys(dependencies).length > 0 && { constraints: { dependencies } }),
  };
}

function credentialsOf(field: DeclaredField, name: string, scope: FieldScope): Record<string, object> {
  if (scope.direction === 'output') return {};
  const { uses, block } = scope;
  return credentialsConstraints(uses.get(`field "${name}"`), uses.get(block), (problem) =>
    refuseType(field, scope, problem),
  );
}

function dependenciesOf(
  field: DeclaredField,
  { needs = {} }: BuiltIn,
  all: readonly DeclaredField[],
  scope: FieldScope,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(needs).map(([key, type]) => {
      const candidates = all.filter((each) => each.type === type).map((each) => each.key);
      const chosen = field.dependsOn?.[key];
      const fits = candidates.filter((each) => chosen === undefined || each === chosen);
      if (fits.length !== 1) {
        const found = candidates.length === 0 ? 'has none' : `has ${candidates.join(', ')}`;
        refuseType(
          field,
          scope,
          `it needs one field of the type "${type}" and the block ${found}. Declare it, or name it in dependsOn: { ${key}: KEY }`,
        );
      }
      return [key, { inboundFieldKey: fits[0] }];
    }),
  );
}

const isPrimitive = (type: BlockFieldType): type is PrimitiveType =>
  (PRIMITIVES as readonly string[]).includes(type);

const refuseUnknown = ({ key }: DeclaredField, { block, direction, refuse }: FieldScope): never =>
  refuse(
    `the rules do not show the type of the ${direction} field "${key}" of the ${block}. ` +
      `Declare it in its decorator, such as ${direction}Fields: { ${key}: 'string' }.`,
  );

const refuseType = (
  { key }: DeclaredField,
  { block, direction, refuse }: FieldScope,
  problem: string,
): never => refuse(`the ${direction} field "${key}" of the ${block}: ${problem}.`);
