import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** The rest of the search from an index of the text on: whether it ends in a match. */
type Search = (index: number) => boolean;
type SingleCharacter = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

/** The search took more steps than it may. */
export class TooManyStepsError extends Error {}

/** A lookbehind over more than this is tried from the start of the text. */
const ENDLESS = Number.POSITIVE_INFINITY;
const KNOWN_CODES = 256;
const FITS = 1;
const FITS_NOT = 2;

/**
 * A regular expression that counts its steps: it searches as a backtracking engine does, and each character that it
 * compares and each repetition that it begins is one. The work is the same on every machine, other than its time.
 */
export class CountingRegExp {
  readonly pattern: AST.Pattern;
  private readonly flags: AST.Flags;
  private readonly search: Search;
  private readonly tests = new Map<string, CharacterTest>();
  private text = '';
  private end = 0;
  /** By the number of the group: where it begins, and what it captured. */
  private readonly starts: number[] = [];
  private captures: (string | undefined)[] = [];
  private steps = 0;
  private limit = 0;

  constructor(source: string, flags: string) {
    const parser = new RegExpParser();
    this.flags = parser.parseFlags(flags);
    this.pattern = parser.parsePattern(source, 0, source.length, {
      unicode: this.flags.unicode,
      unicodeSets: this.flags.unicodeSets,
    });
    this.search = this.any(this.pattern.alternatives, (index) => {
      this.end = index;
      return true;
    });
  }

  /**
   * Finds all matches in a text, one after another, and counts the steps.
   * @throws TooManyStepsError if it takes more than `limit`
   */
  countSteps(text: string, limit: number): number {
    this.text = text;
    this.steps = 0;
    this.limit = limit;
    const onlyHere = this.flags.sticky;
    for (let start = 0; start <= text.length;) {
      this.captures = [];
      const isFound = this.search(start);
      if (!isFound && onlyHere) break;
      start = isFound && this.end > start ? this.end : start + 1;
    }
    return this.steps;
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > this.limit) throw new TooManyStepsError();
  }

  // Each part is made with the search for what comes after it, so that no search makes functions.

  private any(alternatives: readonly AST.Alternative[], next: Search): Search {
    const searches = alternatives.map(({ elements }) => this.sequence(elements, next));
    const [first] = searches;
    if (first && searches.length === 1) return first;
    return (index) => {
      for (const search of searches) {
        if (search(index)) return true;
      }
      return false;
    };
  }

  private sequence(elements: readonly AST.Element[], next: Search): Search {
    return elements.reduceRight<Search>((rest, element) => this.element(element, rest), next);
  }

  private element(element: AST.Element, next: Search): Search {
    switch (element.type) {
      case 'Group':
        return this.any(element.alternatives, next);
      case 'CapturingGroup':
        return this.capture(element, next);
      case 'Quantifier':
        return this.repeat(element, next);
      case 'Assertion':
        return this.assertion(element, next);
      case 'Backreference':
        return this.backreference(element, next);
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return this.character(element, next);
    }
  }

  private capture(group: AST.CapturingGroup, next: Search): Search {
    const number = this.numberOf(group);
    const search = this.any(group.alternatives, (end) => {
      const before = this.captures[number];
      const start = this.starts[number] ?? 0;
      this.captures[number] = this.text.slice(start, end);
      if (next(end)) return true;
      this.captures[number] = before;
      this.starts[number] = start;
      return false;
    });
    return (start) => {
      this.starts[number] = start;
      return search(start);
    };
  }

  /** Whether a character is one of those that a part of the pattern stands for. */
  testOf(raw: string): (character: string) => boolean {
    const test = this.characterTest(raw);
    return (character) => test.has(character.charCodeAt(0));
  }

  private characterTest(raw: string): CharacterTest {
    let test = this.tests.get(raw);
    if (test === undefined) {
      const flags = [...'iuvs'].filter((flag) => this.hasFlag(flag)).join('');
      this.tests.set(raw, (test = new CharacterTest(new RegExp(`^(?:${raw})$`, flags))));
    }
    return test;
  }

  private hasFlag(flag: string): boolean {
    const { ignoreCase, unicode, unicodeSets, dotAll } = this.flags;
    return { i: ignoreCase, u: unicode, v: unicodeSets, s: dotAll }[flag] ?? false;
  }

  private character({ raw }: SingleCharacter, next: Search): Search {
    const test = this.characterTest(raw);
    return (index) => this.compare(test, index) && next(index + 1);
  }

  /** The comparison with the character at an index of the text, which is a step. */
  private compare(test: CharacterTest, index: number): boolean {
    this.step();
    return index < this.text.length && test.has(this.text.charCodeAt(index));
  }

  private repeat(quantifier: AST.Quantifier, next: Search): Search {
    return isSingleCharacter(quantifier.element)
      ? this.repeatCharacter(quantifier, this.characterTest(quantifier.element.raw), next)
      : this.repeatAny(quantifier, next);
  }

  /** The same steps as those of {@link repeatAny}, in a loop: most repetitions are of one character. */
  private repeatCharacter({ min, max, greedy }: AST.Quantifier, test: CharacterTest, next: Search): Search {
    if (!greedy) {
      return (index) => {
        for (let count = 0; ; count += 1) {
          this.step();
          if (count >= min && next(index + count)) return true;
          if (count >= max || !this.compare(test, index + count)) return false;
        }
      };
    }
    return (index) => {
      let count = 0;
      for (this.step(); count < max && this.compare(test, index + count); this.step()) count += 1;
      for (; count >= min; count -= 1) {
        if (next(index + count)) return true;
      }
      return false;
    };
  }

  private repeatAny({ min, max, greedy, element }: AST.Quantifier, next: Search): Search {
    // Of the repetition that is under way.
    let start = 0;
    let count = 0;
    const again = this.element(element, (after) => {
      const [ownStart, ownCount] = [start, count];
      if ((after > start || count < min) && from(after, count + 1)) return true;
      [start, count] = [ownStart, ownCount];
      return false;
    });
    const repeatOnce = (index: number, times: number): boolean => {
      if (times >= max) return false;
      [start, count] = [index, times];
      return again(index);
    };
    const from = (index: number, times: number): boolean => {
      this.step();
      if (times < min) return repeatOnce(index, times);
      return greedy ? repeatOnce(index, times) || next(index) : next(index) || repeatOnce(index, times);
    };
    return (index) => from(index, 0);
  }

  private backreference({ ref }: AST.Backreference, next: Search): Search {
    return (index) => {
      this.step();
      const text = this.captures[Array.isArray(ref) || typeof ref !== 'number' ? 1 : ref] ?? '';
      return this.text.startsWith(text, index) && next(index + text.length);
    };
  }

  private assertion(assertion: AST.Assertion, next: Search): Search {
    const holds = this.condition(assertion);
    return (index) => {
      this.step();
      return holds(index) && next(index);
    };
  }

  private condition(assertion: AST.Assertion): (index: number) => boolean {
    const isWord = (index: number): boolean => /\w/.test(this.text[index] ?? '');
    switch (assertion.kind) {
      case 'start':
        return (index) => index === 0 || (this.flags.multiline && this.text[index - 1] === '\n');
      case 'end':
        return (index) => index === this.text.length || (this.flags.multiline && this.text[index] === '\n');
      case 'word':
        return (index) => (isWord(index - 1) !== isWord(index)) !== assertion.negate;
      case 'lookahead': {
        const search = this.any(assertion.alternatives, () => true);
        return (index) => search(index) !== assertion.negate;
      }
      case 'lookbehind': {
        let goal = 0;
        const search = this.any(assertion.alternatives, (end) => end === goal);
        const most = Math.max(...assertion.alternatives.map(({ elements }) => longest(elements)));
        return (index) => {
          let isFound = false;
          for (let start = index; !isFound && start >= Math.max(0, index - most); start -= 1) {
            goal = index;
            isFound = search(start);
          }
          return isFound !== assertion.negate;
        };
      }
    }
  }

  private numberOf(group: AST.CapturingGroup): number {
    let number = 0;
    const source = this.pattern.raw.slice(0, group.start - this.pattern.start);
    for (const [opening] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])/gs)) {
      if (opening.startsWith('(')) number += 1;
    }
    return number + 1;
  }
}

/** Whether a part of a pattern stands for a UTF-16 code unit; of most texts, it finds out once. */
class CharacterTest {
  private readonly known = new Uint8Array(KNOWN_CODES);

  constructor(private readonly regexp: RegExp) {}

  has(code: number): boolean {
    const known = this.known[code];
    if (known) return known === FITS;
    const fits = this.regexp.test(String.fromCharCode(code));
    if (code < KNOWN_CODES) this.known[code] = fits ? FITS : FITS_NOT;
    return fits;
  }
}

function isSingleCharacter({ type }: AST.QuantifiableElement): boolean {
  return /^(?:Character|CharacterClass|CharacterSet|ExpressionCharacterClass)$/.test(type);
}

/** The most characters that a sequence can match. */
function longest(elements: readonly AST.Element[]): number {
  return elements.reduce((sum, element) => {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return sum + Math.max(...element.alternatives.map((alternative) => longest(alternative.elements)));
      case 'Quantifier':
        return sum + (element.max === 0 ? 0 : element.max * longest([element.element]));
      case 'Assertion':
        return sum;
      case 'Backreference':
        return ENDLESS;
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return sum + 1;
    }
  }, 0);
}
