import { foldCase } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface LinkValue {
  readonly url: string;
  readonly text: string;
}

const URL_FORM = /^(https?|ftp|mailto|tel|file):/i;

/** `link`: an address and its displayed text. */
export const link = columnType<LinkValue>({
  name: 'link',
  typename: 'LinkValue',
  fromJson: (value, { column }) => {
    if (typeof value === 'string') return fromText(value, column);
    const { url, text } = value as { url?: unknown; text?: unknown };
    return read(url, text, column);
  },
  fromText: (text, { column }) => fromText(text, column),
  index: ({ url, text }) => ({ text: foldCase(`${text} ${url}`), keys: [url, text] }),
  text: ({ stored }) => (stored ? shown(stored.value) : ''),
  fields: {
    url: ({ stored }: Cell<LinkValue>) => stored?.value.url ?? null,
    url_text: ({ stored }: Cell<LinkValue>) => stored?.value.text ?? null,
  },
  operators: { ...EMPTINESS, ...keySets(), ...TEXT },
  ordersByText: true,
});

function shown({ url, text }: LinkValue): string {
  return text === url ? url : `${text} - ${url}`;
}

/** The address, then the displayed text. */
function fromText(given: string, column: Column): LinkValue {
  const [url, ...text] = given.trim().split(/\s+/);
  return read(url, text.join(' '), column);
}

function read(url: unknown, text: unknown, column: Column): LinkValue {
  if (typeof url !== 'string' || !URL_FORM.test(url) || !URL.canParse(url)) {
    throw invalidValue(
      column,
      'A link is written {"url":"https://example.com","text":"Example"}, with a whole URL.',
    );
  }
  return { url, text: typeof text === 'string' && text !== '' ? text : url };
}
