/** The board view that `create-monday-app-backend --view` adds: an example of this repository, importing the library. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readJson } from './stage.mjs';

const FILES = ['src/app/features/board-notes', 'test/app/board-notes.spec.ts'];
/** What its view is built with. */
const TOOLS = [
  '@types/react',
  '@types/react-dom',
  '@vibe/core',
  '@vitejs/plugin-react',
  'monday-sdk-js',
  'openapi-fetch',
  'openapi-typescript',
  'react',
  'react-dom',
  'vite',
];
const TARGET = 'view-template';
const TEST_KIT = /(?<=\bfrom )'(?:\.\.\/)+src\/testing\/index\.js'/;
/** In a feature and in a test. */
const FRAMEWORK =
  /import \{([^}]*)\} from '(?:(?:\.\.\/){3}|(?:\.\.\/){2}src\/(?!testing\/))(?!app\/)[\w/-]+\/index\.js';\n/g;
/** Tools of the repository would take the test for their own. */
const TEST = /\.spec\.ts$/;

export async function stageView(stage) {
  for (const source of (await Promise.all(FILES.map(filesIn))).flat()) {
    const text = await readFile(source, 'utf8');
    const staged = /\.ts$/.test(source) && !source.includes('/view/') ? await ofLibrary(source, text) : text;
    await stage.write(`${TARGET}/${source.replace(TEST, '.spec.template.ts')}`, staged);
  }
  const { devDependencies, overrides } = await readJson('package.json');
  await stage.write(`${TARGET}/package.template.json`, {
    devDependencies: Object.fromEntries(TOOLS.map((name) => [name, devDependencies[name]])),
    overrides: { 'openapi-typescript': overrides['openapi-typescript'] },
  });
}

async function filesIn(path) {
  if (path.endsWith('.ts')) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** With one import of the library in place of those of its folders. */
async function ofLibrary(source, text) {
  const names = [...text.matchAll(FRAMEWORK)].flatMap(([, list]) => list.split(','));
  const sorted = names.map((name) => name.trim()).filter((name) => name !== '');
  const own = text.replace(FRAMEWORK, '').replace(TEST_KIT, "'monday-app-backend/testing'");
  const head =
    sorted.length === 0 ? '' : `import { ${sorted.sort().join(', ')} } from 'monday-app-backend';\n`;
  return format(head + own, { ...(await resolveConfig(source)), filepath: source });
}
