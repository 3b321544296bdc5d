import { isObject, tryParseJson } from 'monday-persistence/json';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnTypeOf } from '../../column-types/index.js';
import { type Column } from '../../store/index.js';

export type Settings = Readonly<Record<string, unknown>>;

/** `create_column.defaults`: an object, or its JSON text (docs/monday-platform.md#boards-groups-folders-and-docs). @throws GraphQLProblem */
export function readDefaults(defaults: unknown): Settings {
  const value = typeof defaults === 'string' ? tryParseJson(defaults) : (defaults ?? {});
  if (isObject(value)) return value;
  throw invalid('defaults must be a JSON object.');
}

/**
 * The settings of a column after `update_column.settings`, which must be an object. They are merged with the current ones,
 * except for dependency columns, where they replace them (docs/monday-platform.md#boards-groups-folders-and-docs).
 * @throws GraphQLProblem
 */
export function mergedSettings(column: Column, given: unknown): Settings {
  if (given === null || given === undefined) return column.settings;
  if (!isObject(given)) throw invalid('settings must be a JSON object, not text.');
  const { labels } = given;
  const merged = column.type === 'dependency' ? given : { ...column.settings, ...given };
  const known = labels === undefined ? merged : { ...merged, labels: keptIds(column, labels) };
  return columnTypeOf(column).readSettings?.(known) ?? known;
}

/** Gives a label without an id the id of the current label with the same text, so that stored values keep their meaning. */
function keptIds(column: Column, labels: unknown): unknown {
  const before = column.settings['labels'];
  if (!Array.isArray(labels) || !Array.isArray(before)) return labels;
  const present = before as { id: number; label: string }[];
  let next = Math.max(0, ...present.map(({ id }) => id)) + 1;
  return (labels as { id?: number; label?: string }[]).map((label) => {
    if (label.id !== undefined && label.id !== null) return label;
    const same = present.find((candidate) => candidate.label === label.label);
    return { ...label, id: same?.id ?? next++ };
  });
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
