import { type Schema } from '#app/docs/index.js';

type Fields = Readonly<Record<string, Schema>>;

/** The schema that fits what either of two fits, if both were made from examples. */
export function mergeSchemas(left: Schema, right: Schema): Schema {
  if (JSON.stringify(left) === JSON.stringify(right)) return left;
  const areObjects = left['type'] === 'object' && right['type'] === 'object';
  if (areObjects && left['properties'] && right['properties']) return mergeObjects(left, right);
  if (left['type'] === 'null') return mergeSchemas(right, left);
  const type = [...new Set([left['type'], right['type']].flat())];
  return right['type'] === 'null' ? { ...left, type } : { type };
}

function mergeObjects(left: Schema, right: Schema): Schema {
  const [ofLeft, ofRight] = [left['properties'] as Fields, right['properties'] as Fields];
  const names = new Set([...Object.keys(ofLeft), ...Object.keys(ofRight)]);
  const merged = [...names].map((name) => {
    const [one, other] = [ofLeft[name], ofRight[name]];
    return [name, one && other ? mergeSchemas(one, other) : (one ?? other)];
  });
  const requiredByRight = (right['required'] ?? []) as readonly string[];
  const required = ((left['required'] ?? []) as readonly string[]).filter((name) =>
    requiredByRight.includes(name),
  );
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(merged) as Fields,
  };
}
