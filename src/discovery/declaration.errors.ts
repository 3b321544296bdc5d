/**
 * An invalid declaration of a feature, such as a duplicate name. The message is one line that names the feature and the
 * required change.
 */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}

/** Two declarations use the same unique name, such as the name of an action. */
export class DeclaredTwiceError extends DeclarationError {
  /**
   * @param what such as `action "greet"`
   * @param place as `DecoratedMethod.place` has it
   */
  constructor(what: string, place: string, otherPlace: string) {
    super(`${capitalized(place)}: the ${what} is declared twice, also by ${otherPlace}. Rename one of them.`);
  }
}

/** An invalid declaration with its location. */
export class DeclarationRefusedError extends DeclarationError {
  /** @param problem the problem and the required change, as sentences */
  constructor(place: string, problem: string) {
    super(`${capitalized(place)}: ${problem}`);
  }
}

/** A place that begins a message: a feature is a word, a class is a name. */
const capitalized = (place: string): string => place.replace(/^feature /, 'Feature ');
