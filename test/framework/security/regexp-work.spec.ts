import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { attacksOn, type Attack } from '../support/attack-strings.js';
import { CountingRegExp, TooManyStepsError } from '../support/counting-regexp.js';

const ROOT = join(__dirname, '../../..');
const SHORT = 60;
const LONG = 2 * SHORT;
/** Twice the text is twice the work, with some slack for what happens once; four times is quadratic. */
const MOST_GROWTH = 2.8;
/** Below it, a growth says nothing. */
const LEAST_STEPS = 3_000;
const STEP_LIMIT = 400_000;

interface Found {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression of the programs: literals, and the texts that `RegExp` is made of. */
function regexpsOfPrograms(): Found[] {
  return ['src', 'packages']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\.d\.ts$|node_modules|\/dist\//.test(file))
    .flatMap(regexpsIn);
}

function regexpsIn(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest);
  const placeOf = (node: ts.Node): string =>
    `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({
        place: placeOf(node),
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    } else if (ts.isNewExpression(node) && node.expression.getText(source) === 'RegExp') {
      const [pattern, flags] = node.arguments ?? [];
      const text = pattern && textOf(pattern);
      if (text === undefined) throw new Error(`${placeOf(node)}: make it of a text that can be read here.`);
      found.push({ place: placeOf(node), source: text, flags: (flags && textOf(flags)) ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A text as it stands in the source; what is put into a template is taken for a letter. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `1${literal.text}`).join('');
}

const textWith = ({ head, pump, tail }: Attack, times: number): string => head + pump.repeat(times) + tail;

/** The first attack under which the work grows faster than the text. */
function weaknessOf(source: string, flags: string): Attack | undefined {
  const regexp = new CountingRegExp(source, flags);
  return attacksOn(regexp).find((attack) => {
    try {
      const steps = regexp.countSteps(textWith(attack, LONG), STEP_LIMIT);
      return (
        steps > LEAST_STEPS && steps / regexp.countSteps(textWith(attack, SHORT), STEP_LIMIT) > MOST_GROWTH
      );
    } catch (error) {
      if (error instanceof TooManyStepsError) return true;
      throw error;
    }
  });
}

describe('the count of steps', () => {
  it.each([
    ['comments', '<!--[\\s\\S]*?-->', 'g'],
    ['tags', '<[^>]*>', 'g'],
    ['one tag', '<(?:br|hr)\\b[^>]*>', 'gi'],
    ['an element', '<(script|style)\\b[^>]*>[\\s\\S]*?<\\/\\1\\s*>', 'gi'],
    ['blanks before a new line', ' *\\n *', 'g'],
    ['slashes at the end', '\\/+$', ''],
    ['a time', '[T ][^Z+-]*$', 'i'],
    ['a JWT', '\\beyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*', 'g'],
    ['nested repetitions', '^(a+)+$', ''],
    ['overlapping alternatives', '^(?:a|a|b)*c', ''],
    ['two repetitions of the same', '^\\w*\\d*x$', ''],
  ])('finds the slow part of %s', (_name, source, flags) => {
    expect(weaknessOf(source, flags)).toBeDefined();
  });

  it.each([
    ['^[a-z]+$', ''],
    ['(?<!\\/)\\/+$', ''],
    ['^(?:[a-z0-9-]+\\.)+monday\\.com$', ''],
    ['\\s+', 'g'],
    ['"([^"\\\\]|\\\\.){0,50}"', 'y'],
  ])('reports no problem for /%s/%s', (source, flags) => {
    expect(weaknessOf(source, flags)).toBeUndefined();
  });

  it('finds the matches that the engine finds', () => {
    const count = (source: string, text: string): number =>
      new CountingRegExp(source, 'g').countSteps(text, 1e6);
    expect(count('a', 'aaa')).toBe(4);
    expect(count('(a)\\1', 'aaaa')).toBeLessThan(count('(a)\\1', 'abab'.repeat(3)));
  });
});

describe('the regular expressions of the programs', () => {
  const all = regexpsOfPrograms();
  const distinct = new Map(all.map((each) => [`/${each.source}/${each.flags}`, each]));

  it('are found', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it.each([...distinct])('need linear time: %s', (_regexp, { place, source, flags }) => {
    expect([place, weaknessOf(source, flags)]).toEqual([place, undefined]);
  });
});
