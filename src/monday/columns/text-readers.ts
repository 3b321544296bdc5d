import { type ColumnContent } from './column-content.js';
import { isText, numberOf, type ColumnReaders, type ColumnSource } from './column-source.js';

/** Texts and numbers. */
export const TEXT_READERS: ColumnReaders = {
  text: { read: ({ value, text }) => readText('text', value, text) },
  name: { read: ({ value, text }) => readText('name', value, text) },
  long_text: { read: ({ fields, text }) => readText('long_text', fields['text'], text) },
  numbers: {
    read: (source) => {
      const digits = digitsOf(source);
      const number = numberOf(digits);
      return digits === undefined || number === undefined ? undefined : { type: 'numbers', number, digits };
    },
  },
};

function readText(
  type: 'text' | 'long_text' | 'name',
  own: unknown,
  text: string | null,
): ColumnContent | undefined {
  const found = isText(own) ? own : text;
  return isText(found) ? { type, text: found } : undefined;
}

/** A number that came as number may have lost digits, which the text still has. */
function digitsOf({ value, text }: ColumnSource): string | undefined {
  if (isText(value)) return value;
  if (typeof value !== 'number') return undefined;
  return isText(text) && Number(text) === value ? text : String(value);
}
