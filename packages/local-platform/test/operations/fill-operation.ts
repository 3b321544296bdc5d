import { type Operation } from './operation.js';

/**
 * Replaces `{{name}}` by what an earlier operation of the story kept.
 * @param otherwise for a name that none kept. By default an error
 */
export function fillOperation(
  operation: Operation,
  known: ReadonlyMap<string, string>,
  otherwise: (name: string) => string = missing,
): Operation {
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string') return fillText(value, (name) => known.get(name) ?? otherwise(name));
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null || 'asymmetricMatch' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)]));
  };
  return { ...operation, ...(replace({ ...operation, keep: {} }) as Operation), keep: operation.keep };
}

export function fillText(text: string, valueOf: (name: string) => string): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => valueOf(name));
}

/** Adds to the known values what the operation keeps of its answer. */
export function keepValues({ keep = {} }: Operation, data: unknown, known: Map<string, string>): void {
  for (const [name, path] of Object.entries(keep)) known.set(name, String(valueAt(data, path)));
}

function missing(name: string): never {
  throw new Error(`no operation kept ${name}`);
}

function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null)?.[name];
  return value;
}
