/**
 * Source maps that lead to lines, not to columns. Node keeps the maps of the programs that it runs, and takes them apart at the first
 * stack trace: those of the app would then take 8 MB instead of 2. The format: https://tc39.es/ecma426
 */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** In a digit: five bits of the number, and whether more follow. */
const BITS = 5;
const MORE = 1 << BITS;

/**
 * @param map a source map, parsed
 * @returns one that leads from everywhere to the same line, without names
 */
export function lineMapOf(map) {
  const lines = decode(map.mappings).map((segments) =>
    segments.filter((segment, i) => i === 0 || !isSameLine(segment, segments[i - 1])),
  );
  return { ...map, names: [], mappings: encode(lines) };
}

const isSameLine = ([, source, line], [, otherSource, otherLine]) =>
  source === otherSource && line === otherLine;

/** The segments of each line of the program: the column where it begins, and the source, its line and its column. */
function decode(mappings) {
  const position = [0, 0, 0, 0];
  return mappings.split(';').map((line) => {
    position[0] = 0;
    return line.split(',').flatMap((text) => {
      const differences = numbersOf(text).slice(0, position.length);
      differences.forEach((difference, i) => (position[i] += difference));
      return differences.length === position.length ? [[...position]] : [];
    });
  });
}

function encode(lines) {
  let last = [0, 0, 0, 0];
  const textOfSegment = (segment) => {
    const text = segment.map((number, i) => textOf(number - last[i])).join('');
    last = segment;
    return text;
  };
  return lines
    .map((segments) => {
      last = [0, ...last.slice(1)];
      return segments.map(textOfSegment).join(',');
    })
    .join(';');
}

function numbersOf(text) {
  const numbers = [];
  let number = 0;
  let shift = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    number |= (digit & (MORE - 1)) << shift;
    shift += BITS;
    if (digit & MORE) continue;
    numbers.push(number & 1 ? -(number >>> 1) : number >>> 1);
    number = shift = 0;
  }
  return numbers;
}

/** The lowest bit is the sign. */
function textOf(number) {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = '';
  do {
    const digit = rest & (MORE - 1);
    rest >>>= BITS;
    text += DIGITS[rest > 0 ? digit | MORE : digit];
  } while (rest > 0);
  return text;
}
