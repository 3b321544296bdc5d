/** `monday-app-backend`: the framework as a library, with the command `monday-app`. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bundlePackage } from '../bundler.mjs';
import { stageTemplate } from './create.mjs';
import { stageDocs } from './docs.mjs';
import { isForeign, publishedFields, readJson, typesVersionsOf } from './stage.mjs';
import { writeTypes } from './types.mjs';

/** What an app and the library must have one copy of: classes of these packages meet at run time. */
const PEERS = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/jwt',
  '@nestjs/passport',
  '@nestjs/platform-express',
  '@nestjs/throttler',
  'class-transformer',
  'class-validator',
  'reflect-metadata',
  'rxjs',
];
/** What only the build, the tests and the laptop need. */
const OPTIONAL_PEERS = [
  '@nestjs/swagger',
  '@nestjs/testing',
  '@swc/core',
  'chokidar',
  'monday-local-platform',
  'pino-pretty',
  'typescript',
];
const INLINED = ['monday-persistence', 'create-monday-app-backend'];
const ENTRIES = ['index', 'testing/index', 'cli/cli-program', 'launcher/index'];
const PRELOADS = ['stop-with-launcher', 'stop-with-standard-input'];
const TOOLS = ['compiler.mjs', 'dev-program.mjs', 'views', 'app'];

export async function stageLibrary(stage) {
  const root = await readJson('package.json');
  await stage.write('package.json', manifestOf(root));
  await bundlePackage({
    input: {
      ...Object.fromEntries(ENTRIES.map((name) => [name, resolve('dist', `${name}.js`)])),
      'openapi/openapi-program': resolve('tools/dist/openapi/openapi-program.js'),
    },
    dir: stage.path('dist'),
    external: isForeign(INLINED),
    imported: ['index', 'testing/index'],
  });
  // Loaded by their paths into the processes of `npm run dev`.
  for (const name of PRELOADS) await stage.copy(`dist/launcher/${name}.js`);
  await writeTypes(['src/index.ts', 'src/testing/index.ts'], stage.path('types'));
  // The types of the platform come with its own package.
  await rm(stage.path('types/packages/local-platform'), { recursive: true, force: true });
  for (const name of TOOLS) await stage.copy(`tools/${name}`);
  await stageTemplate(stage);
  await stageDocs(stage);
  for (const name of ['LICENSE', 'CHANGELOG.md']) await stage.copy(name);
}

function manifestOf(root) {
  const isOwn = (name) => PEERS.includes(name) || INLINED.includes(name);
  const versionOf = (name) => {
    const version = root.dependencies[name] ?? root.devDependencies[name];
    return name === 'monday-local-platform' ? `^${version}` : version;
  };
  const peers = [...PEERS, ...OPTIONAL_PEERS].sort();
  return {
    ...publishedFields(root),
    description:
      'The framework of a monday.com app backend on NestJS: OAuth login, storage, queue, mail and secrets.',
    main: 'dist/index.js',
    types: 'types/src/index.d.ts',
    exports: {
      '.': { types: './types/src/index.d.ts', default: './dist/index.js' },
      './testing': { types: './types/src/testing/index.d.ts', default: './dist/testing/index.js' },
      './package.json': './package.json',
    },
    typesVersions: typesVersionsOf({ testing: 'types/src/testing/index.d.ts' }),
    bin: { 'monday-app': 'tools/app/monday-app.mjs' },
    dependencies: Object.fromEntries(Object.entries(root.dependencies).filter(([name]) => !isOwn(name))),
    optionalDependencies: root.optionalDependencies,
    peerDependencies: Object.fromEntries(peers.map((name) => [name, versionOf(name)])),
    peerDependenciesMeta: Object.fromEntries(OPTIONAL_PEERS.map((name) => [name, { optional: true }])),
  };
}
