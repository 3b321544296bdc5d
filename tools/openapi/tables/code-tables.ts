import { codeOf } from '#app/errors/index.js';
import { type AppFeatures } from '#app/feature/index.js';
import { CODE_CAUSES, type CodeCause } from './code-causes.js';
import { CODE_MEANINGS, CODES_OF_FEATURE_ROUTES } from './code-meanings.js';
import { code, table, type Row } from './markdown.js';

/** As far as a component is one of a failure. */
interface ErrorSchema {
  readonly properties?: {
    readonly code?: { readonly const?: string };
    readonly statusCode?: { readonly enum?: readonly number[] };
  };
}

interface ErrorExample {
  readonly value: { readonly statusCode: number; readonly message: string };
}

interface Document {
  readonly components: {
    readonly schemas: Readonly<Record<string, ErrorSchema>>;
    readonly examples: Readonly<Record<string, ErrorExample>>;
  };
}

const MEANING_HEAD = ['code', 'status', 'meaning', 'what to do'];
const CAUSE_HEAD = ['code', 'why', 'what to do'];
const OF_FEATURES = 'codes-features';
const TEXTS = 'tools/openapi/tables/code-meanings.ts';

/**
 * The tables of docs/rest-clients.md and docs/troubleshooting.md. A code that no route of this app answers with has no row.
 * @param document the OpenAPI document, for the statuses
 * @throws Error if a code of the framework has no text
 */
export function codeTables(features: AppFeatures, document: object): Map<string, string> {
  const statuses = statusesIn(document as Document);
  requireTexts(new Set(statuses.keys()), features);
  return new Map([
    ...Object.entries(CODE_MEANINGS).map(([name, meanings]): [string, string] => [
      name,
      table(
        MEANING_HEAD,
        meanings.flatMap(([each, meaning, action]): Row[] => {
          const answered = statuses.get(each);
          return answered === undefined ? [] : [[code(each), answered.join(', '), meaning, action]];
        }),
      ),
    ]),
    [OF_FEATURES, featureTable(features, document as Document)] as const,
    ...Object.entries(CODE_CAUSES).map(([name, causes]): [string, string] => [
      name,
      table(CAUSE_HEAD, causes.map(causeRow)),
    ]),
  ]);
}

function statusesIn({ components }: Document): ReadonlyMap<string, readonly number[]> {
  const found = Object.values(components.schemas).flatMap(({ properties: { code, statusCode } = {} }) =>
    code?.const === undefined ? [] : [[code.const, statusCode?.enum ?? []] as const],
  );
  return new Map(found);
}

function requireTexts(codes: ReadonlySet<string>, features: AppFeatures): void {
  const own = new Set(features.errors.map(codeOf));
  const texts = new Set(Object.values(CODE_MEANINGS).flatMap((meanings) => meanings.map(([each]) => each)));
  const known = new Set([...texts, ...own, ...CODES_OF_FEATURE_ROUTES]);
  const missing = [...codes].filter((each) => !known.has(each));
  if (missing.length > 0)
    throw new Error(`Write what a client does about ${missing.join(', ')} in ${TEXTS}.`);
}

function featureTable({ all }: AppFeatures, { components }: Document): string {
  const rows = all.flatMap(({ name, errors }) =>
    (errors?.() ?? []).map(codeOf).map((each): Row => {
      const { statusCode, message } = components.examples[each]?.value ?? { statusCode: '', message: '' };
      return [code(each), String(statusCode), message, name];
    }),
  );
  return rows.length === 0 ? 'None.' : table(['code', 'status', 'message', 'feature'], rows);
}

const causeRow = ({ codes, when, why, action }: CodeCause): Row => [
  [codes.map(code).join(', '), when].filter((part) => part !== undefined).join(' '),
  why,
  action,
];
