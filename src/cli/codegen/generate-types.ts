import { CannotRunError } from 'monday-persistence/command-line';
import { type Generator } from './load-generator.js';
import { type DocumentFile } from './read-documents.js';

/**
 * The types of all results and variables.
 * @throws CannotRunError if the schema or a document is invalid; the message names the problem
 */
export async function generateTypes(
  { codegen, parse, plugins }: Generator,
  schema: string,
  files: readonly DocumentFile[],
  filename: string,
): Promise<string> {
  try {
    const documents = files.map(({ location, text }) => ({ location, document: parse(text), rawSDL: text }));
    return await codegen({
      schema: parse(schema),
      documents,
      filename,
      config: { scalars: { ID: 'string' }, enumsAsTypes: true, onlyOperationTypes: true },
      plugins: Object.keys(plugins).map((name) => ({ [name]: {} })),
      pluginMap: plugins,
    });
  } catch (error) {
    throw new CannotRunError(`The types cannot be generated: ${(error as Error).message.split('\n')[0]}`);
  }
}
