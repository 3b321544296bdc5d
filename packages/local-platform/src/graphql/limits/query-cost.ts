import {
  getNamedType,
  getNullableType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

const BASE_COST = 10;
/** The assumed length of a list whose `limit` has no default, and of one that has no `limit`. */
const DEFAULT_LIMIT = 25;
const DEFAULT_LENGTH = 5;

type Variables = Readonly<Record<string, unknown>>;

/** A selection, the type it is of, and whether a limit of the field around it counts for the lists in it. */
interface Selection {
  readonly set: SelectionSetNode | undefined;
  readonly type: GraphQLNamedType | undefined;
  readonly inPage: boolean;
}

/**
 * An estimate of the cost of a query: a field costs one point, a list costs its length times the cost of an entry. The
 * length is the number of ids, else the limit, else a default. monday does not publish its formula. The estimate is
 * monotonic: no query costs less than one with fewer fields or a smaller limit.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Variables,
): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return BASE_COST;
  const cost = new CostEstimate(schema, document, withDefaults(operation, variables));
  const type = schema.getRootType(operation.operation) ?? undefined;
  return BASE_COST + cost.of({ set: operation.selectionSet, type, inPage: false });
}

class CostEstimate {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  /** Costs of fragments, each computed once: fragments in fragments can be spread very often. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  of({ set, type, inPage }: Selection): number {
    let cost = 0;
    for (const selection of set?.selections ?? []) {
      switch (selection.kind) {
        case Kind.FIELD:
          cost += this.ofField(selection, type, inPage);
          break;
        case Kind.INLINE_FRAGMENT: {
          const inner = this.typeNamed(selection.typeCondition?.name.value) ?? type;
          cost += this.of({ set: selection.selectionSet, type: inner, inPage });
          break;
        }
        case Kind.FRAGMENT_SPREAD:
          cost += this.ofFragment(selection.name.value, inPage);
      }
    }
    return Math.min(cost, Number.MAX_SAFE_INTEGER);
  }

  private ofFragment(name: string, inPage: boolean): number {
    const key = `${name} ${inPage}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const type = this.typeNamed(fragment?.typeCondition.name.value);
    const cost = this.of({ set: fragment?.selectionSet, type, inPage });
    this.known.set(key, cost);
    return cost;
  }

  private ofField(node: FieldNode, parent: GraphQLNamedType | undefined, inPage: boolean): number {
    if (!node.selectionSet) return 1;
    const field = hasFields(parent) ? parent.getFields()[node.name.value] : undefined;
    // Introspection, whose lists are short.
    if (!field) return 1 + this.of({ set: node.selectionSet, type: undefined, inPage: false });
    const isList = isListType(getNullableType(field.type));
    const isPage = !isList && hasLimit(field);
    const below = { set: node.selectionSet, type: getNamedType(field.type), inPage: isPage };
    const length = isList || isPage ? this.lengthOf(node, field, inPage) : 1;
    return 1 + length * this.of(below);
  }

  private lengthOf(node: FieldNode, field: GraphQLField<unknown, unknown>, inPage: boolean): number {
    const ids = this.argument(node, 'ids');
    if (ids !== undefined && ids !== null) return Array.isArray(ids) ? Math.max(1, ids.length) : 1;
    if (hasLimit(field)) return this.limitOf(node, field);
    return inPage ? 1 : DEFAULT_LENGTH;
  }

  private limitOf(node: FieldNode, { args }: GraphQLField<unknown, unknown>): number {
    const given = this.argument(node, 'limit');
    const limit: unknown = given ?? args.find(({ name }) => name === 'limit')?.defaultValue ?? DEFAULT_LIMIT;
    return typeof limit === 'number' ? Math.max(1, limit) : DEFAULT_LIMIT;
  }

  private argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    return value && valueFromASTUntyped(value, this.variables);
  }

  private typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function hasFields(
  type: GraphQLNamedType | undefined,
): type is Extract<GraphQLNamedType, { getFields(): Record<string, GraphQLField<unknown, unknown>> }> {
  return isObjectType(type) || isInterfaceType(type);
}

function hasLimit({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => name === 'limit');
}

/** The variables with the defaults that the operation declares. */
function withDefaults({ variableDefinitions = [] }: OperationDefinitionNode, given: Variables): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}
