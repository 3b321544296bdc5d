import { type JsonScanner } from '../../json/index.js';
import { checkJsonText, type JsonEncoding } from './json-text.js';

/** A value that is kept as JSON text. It is validated but never parsed into an object. */
export class JsonValue {
  private constructor(readonly encoding: JsonEncoding) {}

  /**
   * Reads the next value of a text. Whitespace between tokens is removed; all other characters are kept.
   * @throws JsonSyntaxError | JsonNestingError
   */
  static take(scanner: JsonScanner): JsonValue {
    return new JsonValue(checkJsonText(scanner.takeText()));
  }
}
