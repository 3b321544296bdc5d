const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
/** A double keeps every number with fewer digits. */
const LONG_NUMBER = 16;
/** Maximum of `toPrecision`. */
const MAX_DIGITS = 100;

/** `digits` times ten to the power of `exponent`, without zeros around the digits. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

/**
 * The first number that changes if a JSON text is parsed and written again: an integer such as `9007199254740993`, a
 * fraction with more digits than a double holds, or a number beyond the range of a double.
 * @param json valid JSON
 * @returns `undefined` if all numbers are kept
 */
export function findInexactNumber(json: string): string | undefined {
  for (const { literal } of inexactNumbersIn(json)) return literal;
  return undefined;
}

/**
 * Turns the numbers that would change if a JSON text is parsed into strings of what is written: `[9007199254740993]`
 * into `["9007199254740993"]`.
 * @param json valid JSON
 */
export function quoteInexactNumbers(json: string): string {
  let quoted = '';
  let end = 0;
  for (const { literal, start } of inexactNumbersIn(json)) {
    quoted += `${json.slice(end, start)}"${literal}"`;
    end = start + literal.length;
  }
  return quoted + json.slice(end);
}

function* inexactNumbersIn(json: string): Generator<{ readonly literal: string; readonly start: number }> {
  const tokens = /"|-?\d[\d.eE+-]*/g;
  for (let token = tokens.exec(json); token; token = tokens.exec(json)) {
    const { 0: literal, index: start } = token;
    if (literal === '"') tokens.lastIndex = endOfString(json, start);
    else if (!isExactNumber(literal)) yield { literal, start };
  }
}

/**
 * Whether a double holds the number exactly as it is written.
 * @param literal a JSON number
 */
export function isExactNumber(literal: string): boolean {
  if (literal.length < LONG_NUMBER && !/[eE]/.test(literal)) return true;
  const number = Math.abs(Number(literal));
  const written = decimalOf(literal);
  if (!Number.isFinite(number) || !written) return false;
  const { digits, exponent } = written;
  if (isSame(written, decimalOf(String(number)))) return true;
  if (exponent >= 0 || digits === '') return false;
  // Some languages write a fraction with 17 digits where 16 are enough, which does not change it.
  return digits.length <= MAX_DIGITS && isSame(written, decimalOf(number.toPrecision(digits.length)));
}

function decimalOf(literal: string): Decimal | undefined {
  const match = NUMBER.exec(literal);
  if (!match) return undefined;
  const [, whole = '', fraction = '', power = '0'] = match;
  const all = whole + fraction;
  let start = 0;
  let end = all.length;
  while (all[start] === '0') start += 1;
  while (end > start && all[end - 1] === '0') end -= 1;
  const exponent = Number(power) - fraction.length + all.length - end;
  return start === end ? { digits: '', exponent: 0 } : { digits: all.slice(start, end), exponent };
}

const isSame = (a: Decimal, b: Decimal | undefined): boolean =>
  a.digits === b?.digits && a.exponent === b.exponent;

/** The position after the closing quote of the string that starts at `start`. */
function endOfString(json: string, start: number): number {
  let end = start;
  do {
    end = json.indexOf('"', end + 1);
    if (end === -1) return json.length;
  } while (isEscaped(json, end));
  return end + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let at = quote;
  while (json[at - 1] === '\\') at -= 1;
  return (quote - at) % 2 === 1;
}
