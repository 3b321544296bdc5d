import { fieldsOf, isObject, tryParseJson } from 'monday-persistence/json';
import { GraphQLProblem } from '../graphql-problem.js';
import { UploadedFile } from './uploaded-file.js';

/** A file part from the multipart parser. */
export interface FilePart {
  readonly fieldname: string;
  readonly originalname: string;
  readonly mimetype: string;
  readonly buffer: Buffer;
}

type Fields = Readonly<Record<string, unknown>>;

/** A segment of a path in `map`. Names that could reach a prototype are excluded. */
const NAME = /^(?!__proto__$|constructor$|prototype$)\w+$/;

/**
 * Parses the multipart body of a query with files, in the forms that monday accepts (docs/monday-platform.md#files):
 * `query`, `variables` and a `map` of file parts to variables; `operations` with a `map`; or a file part named
 * `variables[file]`.
 * @throws GraphQLProblem `JsonParseException`
 */
export function readMultipart(body: unknown, files: readonly FilePart[]): object {
  const fields = fieldsOf(body);
  const operations = readJson(fields['operations'], 'operations');
  const { query = fields['query'], operationName = fields['operationName'] } = operations;
  const variables = { ...readJson(operations['variables'] ?? fields['variables'], 'variables') };
  const map = readJson(fields['map'], 'map');
  for (const file of files) {
    const uploaded = new UploadedFile(nameOf(file), file.mimetype, file.buffer);
    for (const path of pathsOf(file.fieldname, map)) put(variables, path, uploaded);
  }
  return { query, variables, operationName };
}

/** Decodes a file name: browsers and Node.js send UTF-8, which the parser reads as Latin-1. */
function nameOf({ originalname }: FilePart): string {
  return Buffer.from(originalname, 'latin1').toString('utf8');
}

/** The position of a file in `variables`. */
function pathsOf(part: string, map: Fields): string[][] {
  const mapped = map[part];
  if (mapped !== undefined) {
    const paths: unknown[] = Array.isArray(mapped) ? mapped : [mapped];
    return paths.map((path) => pathOf(String(path).replace(/^variables\./, '')));
  }
  const bracketed = /^variables\[(\w+)\]$/.exec(part)?.[1];
  return [pathOf(bracketed ?? part.replace(/^variables\./, ''))];
}

function pathOf(text: string): string[] {
  const path = text.split('.');
  if (path.every((name) => NAME.test(name))) return path;
  throw new GraphQLProblem('JsonParseException', 'The map of files is not valid.');
}

function put(
  variables: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  file: UploadedFile,
): void {
  if (rest.length === 0) {
    variables[name] = file;
    return;
  }
  const inner = variables[name];
  const target = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  variables[name] = target;
  put(target, rest, file);
}

function readJson(value: unknown, name: string): Fields {
  if (value === undefined || value === '') return {};
  const content = typeof value === 'string' ? tryParseJson(value) : value;
  if (isObject(content)) return content;
  throw new GraphQLProblem('JsonParseException', `${name} must be a JSON object.`);
}
