import { findTemplate, renderTemplate, type GeneratedFiles } from './template.js';

const MANIFEST = 'package.json';
const MODULE = 'src/app/app.module.ts';
const FEATURE = 'BoardNotesFeature';
const IMPORT = `import { ${FEATURE} } from './features/board-notes/board-notes.feature.js';\n`;
const FIRST_FEATURE = /^import \{ \w+ \} from '\.\/features\//m;

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/**
 * The files of an app with a board view: those of the view's template, its feature in the app's module, and the tools that
 * build it in `package.json`.
 * @param folder of the view's template
 */
export async function withBoardView(
  files: GeneratedFiles,
  name: string,
  folder = findTemplate('view-template'),
): Promise<GeneratedFiles> {
  const added = await renderTemplate(name, folder);
  const tools = JSON.parse(added.get(MANIFEST) ?? '{}') as Manifest;
  const manifest = JSON.parse(files.get(MANIFEST) ?? '{}') as Manifest;
  const module = files.get(MODULE) ?? '';
  const merged = {
    ...manifest,
    ...tools,
    devDependencies: sorted({ ...manifest.devDependencies, ...tools.devDependencies }),
  };
  return new Map([
    ...files,
    ...added,
    [MANIFEST, `${JSON.stringify(merged, null, 2)}\n`],
    [
      MODULE,
      module
        .replace(FIRST_FEATURE, (line) => IMPORT + line)
        .replace('  imports: [', `  imports: [${FEATURE}, `),
    ],
  ]);
}

const sorted = (entries: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
