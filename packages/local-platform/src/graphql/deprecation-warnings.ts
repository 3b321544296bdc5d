import {
  getLocation,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SourceLocation,
} from 'graphql';

/** One entry of `extensions.warnings` of a good reply (docs/monday-platform.md#graphql-errors). */
export interface DeprecationWarning {
  readonly message: string;
  readonly locations: readonly SourceLocation[];
  readonly path: readonly string[];
  readonly extensions: {
    readonly code: 'deprecatedField';
    readonly typeName: string;
    readonly fieldName: string;
  };
}

/** A warning for each use of a deprecated field. */
export function deprecationWarnings(schema: GraphQLSchema, document: DocumentNode): DeprecationWarning[] {
  const warnings: DeprecationWarning[] = [];
  const types = new TypeInfo(schema);
  const enter = (node: FieldNode, ancestors: readonly (ASTNode | readonly ASTNode[])[]): void => {
    const field = types.getFieldDef();
    const type = types.getParentType();
    if (!type || typeof field?.deprecationReason !== 'string') return;
    warnings.push({
      message: field.deprecationReason,
      locations: node.loc ? [getLocation(node.loc.source, node.loc.start)] : [],
      path: [...ancestors.flatMap(stepOf), node.name.value],
      extensions: { code: 'deprecatedField', typeName: type.name, fieldName: field.name },
    });
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: { enter: (node, _key, _parent, _path, ancestors) => enter(node, ancestors) },
    }),
  );
  return warnings;
}

/** The operation or the fragment, then the fields. */
function stepOf(node: ASTNode | readonly ASTNode[]): string[] {
  if (!('kind' in node)) return [];
  if (node.kind === Kind.OPERATION_DEFINITION) return [node.operation];
  return node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value] : [];
}
