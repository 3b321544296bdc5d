import { CannotRunError, readOptions } from 'monday-persistence/command-line';
import { writeFile } from 'node:fs/promises';
import { type Command } from '../command.js';
import { generateTypes } from '../codegen/generate-types.js';
import { loadGenerator } from '../codegen/load-generator.js';
import { readDocuments } from '../codegen/read-documents.js';
import { readSchema } from '../codegen/read-schema.js';

const OUT = 'src/app/graphql.ts';
const OPTIONS = {
  schema: { type: 'string' },
  documents: { type: 'string' },
  out: { type: 'string' },
} as const;

export const codegen: Command = {
  words: 'codegen',
  parameters: '[--schema FILE|ADDRESS] [--documents FOLDER] [--out FILE]',
  summary: `writes types of the queries in .graphql files of src/app, by default to ${OUT}`,
  async run({ arguments: given, sandboxUrl, print }) {
    const {
      schema = `${sandboxUrl()}/v2/get_schema`,
      documents: folder = 'src/app',
      out = OUT,
    } = readOptions(given, OPTIONS);
    const generator = loadGenerator(process.cwd());
    const documents = await readDocuments(folder);
    if (documents.length === 0) throw new CannotRunError(`${folder} has no file that ends with .graphql.`);
    const text = await generateTypes(generator, await readSchema(schema), documents, out);
    await writeFile(out, text).catch((error: unknown) => {
      throw new CannotRunError(`${out} cannot be written: ${(error as Error).message}`);
    });
    print(`${out} has the types of ${documents.map(({ location }) => location).join(', ')}.`);
    return 0;
  },
};
