export interface JsonSchema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

/**
 * The schema with no room for anything that it does not name. The document leaves replies open, so that clients bear
 * with what is added later; a test must not.
 */
export function closed(schema: JsonSchema): JsonSchema {
  const isObject = ['$ref', 'properties', 'allOf', 'oneOf', 'anyOf'].some((keyword) => keyword in schema);
  const isOpen = schema.additionalProperties === undefined;
  return { ...withClosedParts(schema), ...(isObject && isOpen && { unevaluatedProperties: false }) };
}

/** Components with closed parts; they themselves stay open, since others are put together of them. */
export function closeComponents(
  components: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): object {
  const schemas = Object.entries(components['schemas'] ?? {});
  return {
    schemas: Object.fromEntries(
      schemas.map(([name, schema]) => [name, withClosedParts(schema as JsonSchema)]),
    ),
  };
}

function withClosedParts(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties, allOf, oneOf, anyOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, closed(part)])),
    }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(allOf && { allOf: allOf.map(withClosedParts) }),
    ...(oneOf && { oneOf: oneOf.map(withClosedParts) }),
    ...(anyOf && { anyOf: anyOf.map(withClosedParts) }),
  };
}
