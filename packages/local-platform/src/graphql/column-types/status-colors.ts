/** A label colour, with its name in the API. */
interface LabelColor {
  readonly name: string;
  readonly color: string;
  readonly border: string;
}

const HEXES: readonly (readonly [name: string, color: string])[] = [
  ['working_orange', '#fdab3d'],
  ['done_green', '#00c875'],
  ['stuck_red', '#df2f4a'],
  ['dark_blue', '#007eb5'],
  ['purple', '#9d50dd'],
  ['explosive', '#c4c4c4'],
  ['grass_green', '#037f4c'],
  ['bright_blue', '#579bfc'],
  ['saladish', '#cab641'],
  ['egg_yolk', '#ffcb00'],
  ['blackish', '#333333'],
  ['dark_red', '#bb3354'],
  ['sofia_pink', '#ff007f'],
  ['lipstick', '#ff5ac4'],
  ['dark_purple', '#784bd1'],
  ['bright_green', '#9cd326'],
  ['chili_blue', '#66ccff'],
  ['american_gray', '#757575'],
  ['brown', '#7f5347'],
  ['dark_orange', '#ff6d3b'],
  ['sunset', '#ff7575'],
  ['bubble', '#faa1f1'],
  ['peach', '#ffadad'],
  ['berry', '#7e3b8a'],
  ['winter', '#9aadbd'],
  ['river', '#74afcc'],
  ['navy', '#225091'],
  ['aquamarine', '#4eccc6'],
  ['indigo', '#5559df'],
  ['dark_indigo', '#401694'],
  ['pecan', '#563e3e'],
  ['lavender', '#bda8f9'],
  ['royal', '#2b76e5'],
  ['steel', '#a9bee8'],
  ['orchid', '#d974b0'],
  ['lilac', '#9d99b9'],
  ['tan', '#bca58a'],
  ['sky', '#a1e3f6'],
  ['coffee', '#cd9282'],
  ['teal', '#175a63'],
];

/** In the order of `StatusColumnColors`. INFER: the values after the first eight, and that the border has the same colour. */
export const COLORS: readonly LabelColor[] = HEXES.map(([name, color]) => ({ name, color, border: color }));

const GREY: LabelColor = { name: 'explosive', color: '#c4c4c4', border: '#c4c4c4' };

export function styleOf(place: number): { readonly color: string; readonly border: string } {
  const { color, border } = COLORS[place] ?? GREY;
  return { color, border };
}
