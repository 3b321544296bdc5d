import {
  Kind,
  parse,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
} from 'graphql';
import { type SchemaFiles } from './schema-files.js';

/** Root types, which the areas extend with `extend type`. */
const ROOTS = 'type Query type Mutation';

interface Annotated {
  readonly directives?: readonly DirectiveNode[];
}

/**
 * Extracts the schema of one version from the files of all versions: every definition whose `@versions(from:, to:)`
 * (inclusive) contains the version. Without the directive, a definition is in every version that has its parent.
 */
export function documentOf(version: string, { versions, areas }: SchemaFiles): DocumentNode {
  const position = versions.indexOf(version);
  const isIn = ({ directives }: Annotated): boolean => {
    const bounds = directives?.find(({ name }) => name.value === 'versions')?.arguments ?? [];
    return bounds.every(({ name, value }) => {
      const bound = value.kind === Kind.STRING ? versions.indexOf(value.value) : -1;
      if (bound < 0) throw new Error('@versions names a version that is not in versions.json.');
      return name.value === 'from' ? position >= bound : position <= bound;
    });
  };
  const texts = [ROOTS, ...areas.values()];
  const definitions = texts
    .flatMap((text) => parse(text, { noLocation: true }).definitions)
    .filter((definition) => isIn(definition as Annotated));
  return { kind: Kind.DOCUMENT, definitions: definitions.map((definition) => partOf(definition, isIn)) };
}

/** Removes the members of other versions from a definition. */
function partOf(definition: DefinitionNode, isIn: (node: Annotated) => boolean): DefinitionNode {
  if ('values' in definition) return { ...definition, values: definition.values?.filter(isIn) };
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
    return { ...definition, fields: definition.fields?.filter(isIn) };
  }
  const hasFields =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  if (!hasFields) return definition;
  const fields = definition.fields?.filter(isIn).map((field) => withoutArgs(field, isIn));
  return { ...definition, fields };
}

function withoutArgs(field: FieldDefinitionNode, isIn: (node: Annotated) => boolean): FieldDefinitionNode {
  return field.arguments?.every(isIn) ? field : { ...field, arguments: field.arguments?.filter(isIn) };
}
