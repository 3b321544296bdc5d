import {
  defaultFieldResolver,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  BREAK,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { completerOf, isNullable } from './complete.js';
import { type FieldPlan } from './field-plan.js';

type Variables = Readonly<Record<string, unknown>>;

/** How an operation is executed: its fields by type, with what depends only on the query and the schema. */
export interface OperationPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  /** The fields of the root. @param variables decide about `@skip` and `@include` */
  rootOf(variables: Variables): readonly FieldPlan[];
}

/** The plans of a document, one an operation. */
export class OperationPlans {
  private readonly plans = new Map<string | undefined, OperationPlan>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
  ) {}

  /** @throws GraphQLError if the document has no such operation */
  of(operationName: string | undefined): OperationPlan {
    const known = this.plans.get(operationName);
    if (known) return known;
    const operation = getOperationAST(this.document, operationName);
    if (!operation) throw new GraphQLError('Must provide an operation.');
    const plan = planOf(this.schema, this.document, operation);
    this.plans.set(operationName, plan);
    return plan;
  }
}

function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationPlan {
  const plan = (variables: Variables): readonly FieldPlan[] =>
    new Planner(schema, document, variables).root(operation);
  if (hasConditions(document)) return { schema, operation, rootOf: plan };
  let root: readonly FieldPlan[] | undefined;
  return { schema, operation, rootOf: () => (root ??= plan({})) };
}

/** Whether variables decide which fields there are. */
function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: ({ arguments: args = [] }) => {
      found ||= args.some(({ value }) => value.kind === Kind.VARIABLE);
      return found ? BREAK : undefined;
    },
  });
  return found;
}

class Planner {
  private readonly fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as Record<
    string,
    FragmentDefinitionNode
  >;
  private slots = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments[definition.name.value] = definition;
    }
  }

  root({ operation, selectionSet }: OperationDefinitionNode): readonly FieldPlan[] {
    const type = this.schema.getRootType(operation);
    if (!type || operation === OperationTypeNode.SUBSCRIPTION) {
      throw new GraphQLError(`Schema is not configured to execute ${operation} operation.`);
    }
    const { schema, fragments, variables } = this;
    return this.plan(type, collectFields(schema, fragments, variables, type, selectionSet));
  }

  private below(type: GraphQLObjectType, nodes: readonly FieldNode[]): readonly FieldPlan[] {
    const { schema, fragments, variables } = this;
    return this.plan(type, collectSubfields(schema, fragments, variables, type, nodes));
  }

  private plan(
    type: GraphQLObjectType,
    fields: ReadonlyMap<string, readonly FieldNode[]>,
  ): readonly FieldPlan[] {
    return [...fields].flatMap(([key, nodes]) => {
      const definition = this.definitionOf(type, nodes[0]?.name.value ?? '');
      return definition ? [this.field(type, key, nodes, definition)] : [];
    });
  }

  private field(
    type: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
    definition: GraphQLField<unknown, unknown>,
  ): FieldPlan {
    const info = { fieldName: definition.name, parentType: type, schema: this.schema };
    const field = { nodes, info, selectionOf: (found: GraphQLObjectType) => this.below(found, nodes) };
    return {
      key,
      nodes,
      definition,
      info,
      // The resolvers of this platform and of introspection read no more than this of the field.
      resolve: (definition.resolve ?? defaultFieldResolver) as FieldPlan['resolve'],
      slot: this.slots++,
      isNonNull: !isNullable(definition.type),
      complete: completerOf(definition.type, field),
    };
  }

  private definitionOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
    if (type === this.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return type.getFields()[name];
  }
}
