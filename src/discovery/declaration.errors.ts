/**
 * A declaration of a feature that the app cannot start with, such as one name for two things. The message is one line:
 * it names the feature and says what to change.
 */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}

/** Two declarations claim what only one can have, such as the name of an action. */
export class DeclaredTwiceError extends DeclarationError {
  /**
   * @param what such as `action "greet"`
   * @param place as `DecoratedMethod.place` has it
   */
  constructor(what: string, place: string, otherPlace: string) {
    super(`${capitalized(place)}: the ${what} is declared twice, also by ${otherPlace}. Rename one of them.`);
  }
}

/** A declaration that cannot be used, where it stands. */
export class DeclarationRefusedError extends DeclarationError {
  /** @param problem what is wrong and what to change, as sentences */
  constructor(place: string, problem: string) {
    super(`${capitalized(place)}: ${problem}`);
  }
}

/** A place that begins a message: a feature is a word, a class is a name. */
const capitalized = (place: string): string => place.replace(/^feature /, 'Feature ');
