import { type AST } from '@eslint-community/regexpp';
import { type CountingRegExp } from './counting-regexp.js';

/** Texts that may take a regular expression long: `head`, then `pump` again and again, then `tail`. */
export interface Attack {
  readonly head: string;
  readonly pump: string;
  readonly tail: string;
}

const CHARACTERS = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const MAX_SAMPLES = 8;
const MAX_PUMPS = 90;
const MAX_HEADS = 5;
const MAX_TAILS = 5;

type Sequence = readonly AST.Element[];
type SingleCharacter = Exclude<
  AST.Element,
  AST.Group | AST.CapturingGroup | AST.Quantifier | AST.Assertion | AST.Backreference
>;

/**
 * Attacks made of what the pattern itself is made of: every stretch of its parts may be repeated, after what leads there,
 * and before something that fits nowhere.
 */
export function attacksOn(regexp: CountingRegExp): Attack[] {
  const sequences = sequencesIn(regexp.pattern.alternatives);
  const sampler = new Sampler(regexp, sequences.flat().flatMap(singleCharactersOf));
  const pumps = new Set(sequences.flatMap((elements) => sampler.stretches(elements)));
  const heads = new Set(['', ...sequences.slice(0, 2).flatMap((elements) => sampler.prefixes(elements))]);
  const tails = spread(['', '\n!', ...sampler.characters], MAX_TAILS);
  return spread([...pumps].filter(Boolean), MAX_PUMPS).flatMap((pump) =>
    spread([...heads], MAX_HEADS).flatMap((head) => tails.map((tail) => ({ head, pump, tail }))),
  );
}

/** The sequences of the pattern, also inside of groups. */
function sequencesIn(alternatives: readonly AST.Alternative[]): Sequence[] {
  return alternatives.flatMap(({ elements }) => [elements, ...elements.flatMap(within)]);
}

function within(element: AST.Element): Sequence[] {
  if (element.type === 'Quantifier') return within(element.element);
  return element.type === 'Group' || element.type === 'CapturingGroup'
    ? sequencesIn(element.alternatives)
    : [];
}

function singleCharactersOf(element: AST.Element): SingleCharacter[] {
  switch (element.type) {
    case 'Quantifier':
      return singleCharactersOf(element.element);
    case 'Group':
    case 'CapturingGroup':
    case 'Assertion':
    case 'Backreference':
      return [];
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return [element];
  }
}

class Sampler {
  /** One of each kind: those of a kind fit the same parts of the pattern, and no other. */
  readonly characters: readonly string[];

  constructor(
    private readonly regexp: CountingRegExp,
    parts: readonly SingleCharacter[],
  ) {
    const tests = [...new Set(parts.map(({ raw }) => raw)), '\\w', '\\n'].map((raw) => regexp.testOf(raw));
    const kindOf = (character: string): string => tests.map((test) => Number(test(character))).join('');
    const byKind = new Map(CHARACTERS.map((character) => [kindOf(character), character]));
    this.characters = [...byKind.values()];
  }

  prefixes(elements: Sequence): string[] {
    return elements.flatMap((_, end) => this.sequence(elements.slice(0, end + 1)).slice(0, 2));
  }

  stretches(elements: Sequence): string[] {
    const indexes = elements.map((_, index) => index);
    return indexes.flatMap((from) =>
      indexes.slice(from).flatMap((to) => this.sequence(elements.slice(from, to + 1))),
    );
  }

  private sequence(elements: Sequence): string[] {
    return elements.reduce<string[]>(
      (samples, element) => {
        const ends = this.element(element);
        return spread([...new Set(samples.flatMap((start) => ends.map((end) => start + end)))], MAX_SAMPLES);
      },
      [''],
    );
  }

  private element(element: AST.Element): string[] {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives.flatMap(({ elements }) => this.sequence(elements));
      case 'Quantifier': {
        const times = Math.max(1, Math.min(element.min, MAX_SAMPLES));
        return this.element(element.element).map((sample) => sample.repeat(times));
      }
      case 'Assertion':
      case 'Backreference':
        return [''];
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return spread(this.characters.filter(this.regexp.testOf(element.raw)), MAX_SAMPLES);
    }
  }
}

/** At most so many of a list, from all over it. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)] as T);
}
