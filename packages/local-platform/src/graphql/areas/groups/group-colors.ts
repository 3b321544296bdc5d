import { GraphQLProblem } from '../../graphql-problem.js';

/** monday's group colours: `create_group` takes hexadecimal values, `update_group` takes names (docs/monday-platform.md#boards-groups-folders-and-docs). */
const COLORS: Readonly<Record<string, string>> = {
  'dark-green': '#037f4c',
  green: '#00c875',
  'lime-green': '#9cd326',
  'grass-green': '#9cd326',
  saladish: '#cab641',
  yellow: '#ffcb00',
  orange: '#fdab3d',
  'dark-orange': '#ff642e',
  peach: '#ffadad',
  sunset: '#ff7575',
  red: '#e2445c',
  'dark-red': '#bb3354',
  'dark-pink': '#ff007f',
  sofia_pink: '#ff007f',
  'light-pink': '#ff5ac4',
  lipstick: '#ff5ac4',
  bubble: '#faa1f1',
  'dark-purple': '#784bd1',
  purple: '#a25ddc',
  berry: '#7e3b8a',
  dark_indigo: '#401694',
  indigo: '#5559df',
  navy: '#225091',
  'bright-blue': '#579bfc',
  'dark-blue': '#0086c0',
  blue: '#0086c0',
  aquamarine: '#4eccc6',
  'chili-blue': '#66ccff',
  turquoise: '#66ccff',
  river: '#74afcc',
  winter: '#9aadbd',
  explosive: '#c4c4c4',
  grey: '#808080',
  'light-grey': '#c4c4c4',
  blackish: '#333333',
  brown: '#7f5347',
  trolley_grey: '#757575',
};

export const DEFAULT_COLOR = '#579bfc';

/** `create_group.group_color`. @throws GraphQLProblem */
export function hexColor(given: string | null | undefined): string {
  if (given === null || given === undefined) return DEFAULT_COLOR;
  if (/^#[0-9a-f]{6}$/i.test(given)) return given.toLowerCase();
  throw new GraphQLProblem('InvalidArgumentException', 'group_color must be a hex such as #ff642e.');
}

/** `update_group` with the attribute `color`. INFER: a hexadecimal value is accepted, too. @throws GraphQLProblem */
export function namedColor(given: string): string {
  const wanted = given.toLowerCase();
  const found = COLORS[wanted] ?? COLORS[wanted.replaceAll('_', '-')] ?? COLORS[wanted.replaceAll('-', '_')];
  if (found !== undefined) return found;
  if (Object.values(COLORS).includes(wanted)) return wanted;
  throw new GraphQLProblem('InvalidArgumentException', `There is no colour ${given} of groups.`);
}
