import { fieldsOf } from 'monday-persistence/json';
import { type DeclaredFeature } from '../state/index.js';

export const BLOCK_KINDS = ['action', 'trigger', 'field'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];
export const EVENT_KINDS = ['webhook', 'lifecycle', 'feature'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
/** What can be sent to the app. */
export type RunKind = BlockKind | EventKind;

/** An input of a block. */
export interface RunInput {
  readonly key: string;
  readonly title: string;
  /** `string`, `number`, `boolean` or `date`; `custom` is anything of monday's types, such as a board. */
  readonly type: string;
  readonly isOptional: boolean;
  readonly isArray: boolean;
}

/** A block or a field of the app, as its manifest describes it. */
export interface Runnable {
  readonly kind: BlockKind;
  /** The last part of its address. */
  readonly name: string;
  readonly title: string;
  readonly path: string;
  readonly inputs: readonly RunInput[];
}

const VARIABLE = /^\{\{\w+\}\}/;

/** Those of the features that monday calls; others are left out. */
export function runnablesOf(features: readonly DeclaredFeature[]): Runnable[] {
  return features.flatMap((feature) => runnableOf(feature) ?? []);
}

function runnableOf({ type, name: title, data }: DeclaredFeature): Runnable | undefined {
  const { executionConfig, kind, inboundFieldsConfig, configurationMetadata } = data;
  const { runConfig, subscribeConfig } = fieldsOf(executionConfig);
  const inputs = inputsOf(inboundFieldsConfig);
  const ofField = fieldsOf(fieldsOf(configurationMetadata)['remote'])['listUrl'];
  if (type === 'AppFeatureFieldType') return found('field', pathOf(ofField), title, []);
  if (kind === 'trigger') return found('trigger', pathOf(fieldsOf(subscribeConfig)['url']), title, inputs);
  if (kind === 'action') return found('action', pathOf(fieldsOf(runConfig)['url']), title, inputs);
  return undefined;
}

function found(
  kind: BlockKind,
  path: string | undefined,
  title: string,
  inputs: readonly RunInput[],
): Runnable | undefined {
  const name = path
    ?.replace(/\/subscribe$/, '')
    .split('/')
    .at(-1);
  return path === undefined || !name ? undefined : { kind, name, title, path, inputs };
}

/** The path of an address at the app, which may begin with a variable of the manifest. */
function pathOf(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  const text = address.replace(VARIABLE, 'http://app.local');
  return URL.canParse(text) ? new URL(text).pathname : undefined;
}

function inputsOf(config: unknown): RunInput[] {
  const { fields } = fieldsOf(config);
  if (!Array.isArray(fields)) return [];
  return (fields as unknown[]).flatMap((field) => {
    const { fieldKey, fieldTitle, type, primitiveType, isOptional, isArray } = fieldsOf(field);
    if (typeof fieldKey !== 'string') return [];
    return {
      key: fieldKey,
      title: typeof fieldTitle === 'string' ? fieldTitle : fieldKey,
      type: type === 'primitive' && typeof primitiveType === 'string' ? primitiveType : 'custom',
      isOptional: isOptional === true,
      isArray: isArray === true,
    };
  });
}

/** The texts of a form as values of their types. @throws SyntaxError for a list that is not JSON */
export function inputValues(
  inputs: readonly RunInput[],
  given: (key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const text = given(input.key);
      if (input.type === 'boolean' && !input.isArray) return [[input.key, text === 'true']];
      return typeof text !== 'string' || text === '' ? [] : [[input.key, valueOf(input, text)]];
    }),
  );
}

function valueOf({ type, isArray }: RunInput, text: string): unknown {
  if (isArray) return JSON.parse(text);
  if (type === 'number') return Number(text);
  // An id or an object of monday's; any other text stays one.
  return type === 'custom' && /^(?:\d{1,15}|[[{].*)$/s.test(text) ? JSON.parse(text) : text;
}
