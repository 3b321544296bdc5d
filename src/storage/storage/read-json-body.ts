import { ValidationFailedException } from '../../errors/index.js';
import { BodyNotJsonException, JsonBody } from '../../http/index.js';
import { JsonNestingError, JsonScanner, JsonSyntaxError } from '../../json/index.js';
import { MAX_NESTING, TOO_DEEP } from '../rules/index.js';

/** Fields of one object that are read; with more than so many, most of them are unknown, and that is said of enough. */
const MAX_FIELDS = 200;

export type FieldReader = (scanner: JsonScanner, path: string) => unknown;
export type FieldReaders = Readonly<Record<string, FieldReader>>;

/**
 * Reads the object that a body is, without making objects of the values in it.
 * @param readers by the name of a field; of any other field a text, number, `true`, `false` or `null` is read as it is,
 * and a container as an empty object, which no scalar field takes
 * @returns an object without a prototype
 * @throws BodyNotJsonException
 * @throws ValidationFailedException if it is no object, or nests too deep
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
 * @param path what stands before the names of its fields, such as `operations.0.`
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
