import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type INestApplication } from '@nestjs/common';
import { type AppFeatures } from '#app/feature/index.js';
import { codeTables } from './code-tables.js';
import { KEPT_DATA } from './kept-data.js';
import { code, table } from './markdown.js';
import { buildReference, cronJobs } from './reference.js';
import { fillRegions, regionsIn } from './regions.js';

const REFERENCE = 'reference.md';

/**
 * The pages of a folder that are generated, or have generated tables, as they have to be.
 * @param app Nest's preview of it will do
 * @param document the OpenAPI document, for the codes
 * @returns texts by the name of the file
 * @throws Error if a text of a table is missing, or a table has no place in a page
 */
export function buildPages(
  folder: string,
  app: INestApplication,
  features: AppFeatures,
  document: object,
): Map<string, string> {
  const tables = new Map([
    ...codeTables(features, document),
    ['kept-data', keptDataTable()] as const,
    ['scheduled-jobs', schedulerCommands(app)] as const,
  ]);
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)
    .filter(([, page]) => regionsIn(page).length > 0);
  const placed = new Set(pages.flatMap(([, page]) => regionsIn(page)));
  const lost = [...tables.keys()].filter((name) => !placed.has(name));
  if (lost.length > 0) throw new Error(`No page of ${folder} has the region ${lost.join(', ')}.`);
  return new Map([
    [REFERENCE, buildReference(app, features, document)],
    ...pages.map(([name, page]): [string, string] => [name, fillRegions(page, tables)]),
  ]);
}

const keptDataTable = (): string =>
  table(
    ['keys', 'content', 'encrypted', 'kept'],
    KEPT_DATA.map(({ keys, content, encrypted, kept }) => [
      keys.map(code).join(', '),
      content,
      encrypted,
      kept,
    ]),
  );

/** The commands that create the jobs on monday code. */
function schedulerCommands(app: INestApplication): string {
  const commands = cronJobs(app).map(
    ({ name, schedule }) => `mapps scheduler:create -a APP_ID -n ${name} -s "${schedule}" -e /${name}`,
  );
  return ['```bash by-hand="needs a monday account"', ...commands, '```'].join('\n');
}
