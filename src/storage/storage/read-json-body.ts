import { ValidationFailedException } from '../../errors/index.js';
import { BodyNotJsonException, JsonBody } from '../../http/index.js';
import { JsonNestingError, JsonScanner, JsonSyntaxError } from '../../json/index.js';
import { MAX_NESTING, TOO_DEEP } from '../rules/index.js';

/**
 * Maximum number of fields that are read per object. If there are more, most are unknown, and enough errors are
 * reported.
 */
const MAX_FIELDS = 200;

export type FieldReader = (scanner: JsonScanner, path: string) => unknown;
export type FieldReaders = Readonly<Record<string, FieldReader>>;

/**
 * Reads the JSON object in a body without parsing its values.
 * @param readers by the name of a field; scalars of other fields are read unchanged, and containers as an empty object,
 *   which no scalar field accepts
 * @returns an object without a prototype
 * @throws BodyNotJsonException
 * @throws ValidationFailedException if it is not an object, or nests too deep
 */
export function readJsonBody(body: unknown, readers: FieldReaders): object {
  if (!(body instanceof JsonBody)) throw notAnObject();
  const scanner = new JsonScanner(body.bytes, MAX_NESTING);
  try {
    const kind = scanner.peek();
    if (kind !== 'object' && kind !== 'array') throw new BodyNotJsonException();
    const fields = kind === 'object' ? readFields(scanner, readers) : scanner.skip();
    scanner.end();
    if (!fields) throw notAnObject();
    return fields;
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new BodyNotJsonException();
    if (error instanceof JsonNestingError) throw tooDeep('body');
    throw error;
  }
}

/**
 * Reads the next value, which is an object, as {@link readJsonBody} does.
 * @param path prefix of the names of its fields, such as `operations.0.`
 */
export function readFields(scanner: JsonScanner, readers: FieldReaders, path = ''): object {
  const fields = Object.create(null) as Record<string, unknown>;
  let count = 0;
  scanner.readObject((name) => {
    if (!(name in fields) && ++count > MAX_FIELDS) return scanner.skip();
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    try {
      fields[name] = read ? read(scanner, `${path}${name}.`) : scanner.takeScalar();
    } catch (error) {
      throw error instanceof JsonNestingError ? tooDeep(`${path}${name}`) : error;
    }
  });
  return fields;
}

const notAnObject = (): ValidationFailedException =>
  new ValidationFailedException([{ field: 'body', message: 'must be a JSON object' }]);

const tooDeep = (field: string): ValidationFailedException =>
  new ValidationFailedException([{ field, message: TOO_DEEP }]);
