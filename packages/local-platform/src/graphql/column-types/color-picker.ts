import { foldCase } from '../filters/condition.js';
import { type Column } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, only, TEXT } from './operators.js';
import { invalidValue } from './problems.js';

interface ColorValue {
  readonly color: { readonly hex: string };
}

const HEX = /^#[\da-f]{6}$/i;

/** `color_picker`, written as `{color}` (docs/monday-platform.md#column-values) or as `{color: {hex}}`. */
export const colorPicker = columnType<ColorValue>({
  name: 'color_picker',
  typename: 'ColorPickerValue',
  fromJson: (value, { column }) => {
    const { color } = (typeof value === 'string' ? { color: value } : value) as { color?: unknown };
    return read(typeof color === 'object' ? (color as { hex?: unknown } | null)?.hex : color, column);
  },
  fromText: (text, { column }) => read(text, column),
  index: ({ color }) => ({ text: foldCase(color.hex), keys: [color.hex] }),
  text: ({ stored }) => stored?.value.color.hex ?? '',
  fields: { color: ({ stored }: Cell<ColorValue>) => stored?.value.color.hex ?? null },
  operators: { ...EMPTINESS, ...keySets(), ...only(TEXT, 'contains_text', 'contains_terms') },
});

function read(hex: unknown, column: Column): ColorValue {
  if (typeof hex !== 'string' || !HEX.test(hex))
    throw invalidValue(column, 'A color is written {"color":"#FF5733"}.');
  return { color: { hex } };
}
