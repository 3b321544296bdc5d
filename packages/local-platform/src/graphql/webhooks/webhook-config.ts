import { fieldsOf, isObject, tryParseJson } from 'monday-persistence/json';
import { type BoardEvent } from '../events/board-events.js';
import { GraphQLProblem } from '../graphql-problem.js';

interface Config {
  readonly columnId?: string;
  readonly columnValue?: Readonly<Record<string, unknown>>;
  readonly groupId?: string;
}

/** The fields in the config of a subscription, all required (docs/monday-platform.md#board-webhooks); the others take none. */
const FIELDS: Readonly<Record<string, readonly (keyof Config)[]>> = {
  change_status_column_value: ['columnId', 'columnValue'],
  change_specific_column_value: ['columnId'],
  item_moved_to_specific_group: ['groupId'],
};

/**
 * Validates the config of a new webhook and returns it in its stored form.
 * @param config JSON text, or the object itself
 * @throws GraphQLProblem `InvalidWebhookConfigException`
 */
export function readConfig(event: string, config: unknown): string | null {
  const required = Object.hasOwn(FIELDS, event) ? (FIELDS[event] ?? []) : [];
  if (config === null || config === undefined) {
    if (required.length === 0) return null;
    throw invalid(`${event} needs a config with ${required.join(' and ')}.`);
  }
  const parsed = parse(config);
  for (const name of required) {
    if (!isValid(name, parsed[name])) throw invalid(`The config of ${event} has no valid ${name}.`);
  }
  const unknown = Object.keys(parsed).find((name) => !(required as readonly string[]).includes(name));
  if (unknown !== undefined) throw invalid(`The config of ${event} takes no ${unknown}.`);
  return JSON.stringify(parsed);
}

/** Where the column or group of a config is looked for. */
export interface ConfigPlaces {
  readonly hasColumn: (id: string) => boolean;
  readonly hasGroup: (id: string) => boolean;
}

/**
 * Checks that the board has the column or group of a config.
 * @param config as returned by {@link readConfig}
 * @throws GraphQLProblem `InvalidWebhookConfigException`
 */
export function checkPlaces(config: string | null, { hasColumn, hasGroup }: ConfigPlaces): void {
  const { columnId, groupId } = JSON.parse(config ?? '{}') as Config;
  if (columnId !== undefined && !hasColumn(columnId)) {
    throw invalid(`The board has no column ${columnId}.`);
  }
  if (groupId !== undefined && !hasGroup(groupId)) throw invalid(`The board has no group ${groupId}.`);
}

/** Whether a subscription matches the event. */
export function fitsConfig(webhook: { readonly config: string | null }, event: BoardEvent): boolean {
  if (webhook.config === null) return true;
  const { columnId, columnValue, groupId } = JSON.parse(webhook.config) as Config;
  if (columnId !== undefined && event.columnId !== undefined && columnId !== event.columnId) return false;
  if (groupId !== undefined && event.groupId !== undefined && groupId !== event.groupId) return false;
  return columnValue === undefined || '$any$' in columnValue || hasValue(event.value, columnValue);
}

/** A label by its id, or any label. */
function isValid(name: keyof Config, value: unknown): boolean {
  if (name !== 'columnValue') return typeof value === 'string' && value !== '';
  if (!isObject(value) || Object.keys(value).length !== 1) return false;
  return value['$any$'] === true || Number.isSafeInteger(value['index']);
}

function hasValue(value: unknown, wanted: Readonly<Record<string, unknown>>): boolean {
  const present = fieldsOf(value);
  return Object.entries(wanted).every(([name, expected]) => present[name] === expected);
}

function parse(config: unknown): Readonly<Record<string, unknown>> {
  const value = typeof config === 'string' ? tryParseJson(config) : config;
  if (isObject(value)) return value;
  throw invalid('The config must be a JSON object.');
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidWebhookConfigException', message);
}
