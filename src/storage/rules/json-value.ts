import { type JsonScanner } from '../../json/index.js';
import { checkJsonText, type JsonEncoding } from './json-text.js';

/** A value that came as JSON text and stays it: checked by the rules of values, and never made an object. */
export class JsonValue {
  private constructor(readonly encoding: JsonEncoding) {}

  /**
   * Takes the next value of a text, without the blanks between its tokens; else every character is kept.
   * @throws JsonSyntaxError | JsonNestingError
   */
  static take(scanner: JsonScanner): JsonValue {
    return new JsonValue(checkJsonText(scanner.takeText()));
  }
}
