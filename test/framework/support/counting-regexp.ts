import { RegExpParser, type AST } from '@eslint-community/regexpp';

type Continue = (index: number) => boolean;
type Match = (index: number, next: Continue) => boolean;
type SingleCharacter = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

/** The search took more steps than it may. */
export class TooManyStepsError extends Error {}

/** A lookbehind over more than this is tried from the start of the text. */
const ENDLESS = Number.POSITIVE_INFINITY;

/**
 * A regular expression that counts its steps: it searches as a backtracking engine does, and each character that it
 * compares and each repetition that it begins is one. The work is the same on every machine, other than its time.
 */
export class CountingRegExp {
  readonly pattern: AST.Pattern;
  private readonly flags: AST.Flags;
  private readonly match: Match;
  private text = '';
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
    this.match = this.any(this.pattern.alternatives);
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
      let end: number | undefined;
      this.captures = [];
      const isFound = this.match(start, (index) => {
        end = index;
        return true;
      });
      if (!isFound && onlyHere) break;
      start = isFound && end !== undefined && end > start ? end : start + 1;
    }
    return this.steps;
  }

  private step(): void {
    this.steps += 1;
    if (this.steps > this.limit) throw new TooManyStepsError();
  }

  private any(alternatives: readonly AST.Alternative[]): Match {
    const matches = alternatives.map(({ elements }) => this.sequence(elements));
    const [first] = matches;
    if (first && matches.length === 1) return first;
    return (index, next) => matches.some((match) => match(index, next));
  }

  private sequence(elements: readonly AST.Element[]): Match {
    const matches = elements.map((element) => this.element(element));
    const last = matches.pop();
    if (!last) return (index, next) => next(index);
    return matches.reduceRight<Match>(
      (rest, match) => (index, next) => match(index, (after) => rest(after, next)),
      last,
    );
  }

  private element(element: AST.Element): Match {
    switch (element.type) {
      case 'Group':
        return this.any(element.alternatives);
      case 'CapturingGroup':
        return this.capture(element);
      case 'Quantifier':
        return this.repeat(element);
      case 'Assertion':
        return this.assertion(element);
      case 'Backreference':
        return this.backreference(element);
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return this.character(element);
    }
  }

  private capture(group: AST.CapturingGroup): Match {
    const match = this.any(group.alternatives);
    const number = this.numberOf(group);
    return (start, next) =>
      match(start, (end) => {
        const before = this.captures[number];
        this.captures[number] = this.text.slice(start, end);
        if (next(end)) return true;
        this.captures[number] = before;
        return false;
      });
  }

  /** Whether a character is one of those that a part of the pattern stands for. */
  testOf(raw: string): (character: string) => boolean {
    const flags = [...'iuvs'].filter((flag) => this.hasFlag(flag)).join('');
    const single = new RegExp(`^(?:${raw})$`, flags);
    const known = new Map<string, boolean>();
    return (character) => {
      let is = known.get(character);
      if (is === undefined) known.set(character, (is = single.test(character)));
      return is;
    };
  }

  private hasFlag(flag: string): boolean {
    const { ignoreCase, unicode, unicodeSets, dotAll } = this.flags;
    return { i: ignoreCase, u: unicode, v: unicodeSets, s: dotAll }[flag] ?? false;
  }

  private character({ raw }: SingleCharacter): Match {
    const test = this.testAt(raw);
    return (index, next) => test(index) && next(index + 1);
  }

  /** The comparison with the character at an index of the text, which is a step. */
  private testAt(raw: string): (index: number) => boolean {
    const test = this.testOf(raw);
    return (index) => {
      this.step();
      const character = this.text[index];
      return character !== undefined && test(character);
    };
  }

  private repeat(quantifier: AST.Quantifier): Match {
    return isSingleCharacter(quantifier.element)
      ? this.repeatCharacter(quantifier, this.testAt(quantifier.element.raw))
      : this.repeatAny(quantifier, this.element(quantifier.element));
  }

  /** The same steps as those of {@link repeatAny}, in a loop: most repetitions are of one character. */
  private repeatCharacter({ min, max, greedy }: AST.Quantifier, test: (index: number) => boolean): Match {
    const goesOn = (index: number, count: number): boolean => count < max && test(index + count);
    if (!greedy) {
      return (index, next) => {
        for (let count = 0; ; count += 1) {
          this.step();
          if (count >= min && next(index + count)) return true;
          if (!goesOn(index, count)) return false;
        }
      };
    }
    return (index, next) => {
      let count = 0;
      for (this.step(); goesOn(index, count); this.step()) count += 1;
      for (; count >= min; count -= 1) {
        if (next(index + count)) return true;
      }
      return false;
    };
  }

  private repeatAny({ min, max, greedy }: AST.Quantifier, match: Match): Match {
    const from = (index: number, count: number, next: Continue): boolean => {
      this.step();
      const again = (): boolean =>
        count < max &&
        match(index, (after) => (after > index || count < min) && from(after, count + 1, next));
      if (count < min) return again();
      return greedy ? again() || next(index) : next(index) || again();
    };
    return (index, next) => from(index, 0, next);
  }

  private backreference({ ref }: AST.Backreference): Match {
    return (index, next) => {
      this.step();
      const text = this.captures[Array.isArray(ref) || typeof ref !== 'number' ? 1 : ref] ?? '';
      return this.text.startsWith(text, index) && next(index + text.length);
    };
  }

  private assertion(assertion: AST.Assertion): Match {
    const holds = this.condition(assertion);
    return (index, next) => {
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
        const match = this.any(assertion.alternatives);
        return (index) => match(index, () => true) !== assertion.negate;
      }
      case 'lookbehind': {
        const match = this.any(assertion.alternatives);
        const most = Math.max(...assertion.alternatives.map(({ elements }) => longest(elements)));
        return (index) => {
          let isFound = false;
          for (let start = index; !isFound && start >= Math.max(0, index - most); start -= 1) {
            isFound = match(start, (end) => end === index);
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
