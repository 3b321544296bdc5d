import { CannotRunError } from 'monday-persistence/command-line';
import { resolve } from 'node:path';
import { type Generator } from './load-generator.js';
import { type DocumentFile } from './read-documents.js';

const HEADER =
  '/* eslint-disable */\n// Written by the command codegen. Change the .graphql files instead.\n\n';
const MAX_REASON = 2_000;
/** Dates are texts in JSON; the other scalars of monday are `unknown`. */
const SCALARS = { ID: 'string', Date: 'string', ISO8601DateTime: 'string' };

/**
 * The documents with the types of their results and variables, as TypeScript; formatted if the app has prettier.
 * @throws CannotRunError if the schema or a document is invalid; the message names the problem
 */
export async function generateTypes(
  { codegen, parse, plugins, prettier }: Generator,
  schema: string,
  files: readonly DocumentFile[],
  filename: string,
): Promise<string> {
  const text = await generated(() =>
    codegen({
      schema: parse(schema, 'the schema'),
      documents: files.map(({ location, text }) => ({
        location,
        document: parse(text, location),
        rawSDL: text,
      })),
      filename,
      config: { scalars: SCALARS, enumType: 'string-literal', documentMode: 'string', useTypeImports: true },
      plugins: Object.keys(plugins).map((name) => ({ [name]: {} })),
      pluginMap: plugins,
    }),
  );
  const written = HEADER + text;
  if (!prettier) return written;
  const filepath = resolve(filename);
  return prettier.format(written, {
    ...(await prettier.resolveConfig(filepath)),
    filepath,
    parser: 'typescript',
  });
}

async function generated(generate: () => Promise<string>): Promise<string> {
  try {
    return await generate();
  } catch (error) {
    throw new CannotRunError(`The types cannot be generated: ${reasonOf(error)}`);
  }
}

/** In one line, with the file, the line and the column, which a syntax error has beside its message. */
function reasonOf(error: unknown): string {
  const { message, source, locations } = error as SyntaxProblem;
  const text = message.replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);
  const [place] = locations ?? [];
  return source && place ? `${text} at ${source.name}:${place.line}:${place.column}` : text;
}

interface SyntaxProblem {
  readonly message: string;
  readonly source?: { readonly name: string };
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
}
