/** `monday-local-platform`: a bundle of all that it needs, so that it installs in seconds beside an app in any language. */
import { resolve } from 'node:path';
import { bundlePackage } from '../bundler.mjs';
import { unbundled } from '../compiler.mjs';
import { publishedFields, readJson, typesVersionsOf } from './stage.mjs';
import { writeTypes } from './types.mjs';

const PACKAGE = 'packages/local-platform';
/** It has native parts. */
const SQLITE = '@photostructure/sqlite';
/** Large, and needed only by the command `tls`, and when a mail arrives. */
const LEFT_TO_NPM = ['@peculiar/asn1-schema', '@peculiar/asn1-x509', '@peculiar/x509', 'mailparser'];
/** Nest uses them if they are installed. */
const NEVER = ['@nestjs/microservices', '@nestjs/websockets', 'class-transformer', 'class-validator'];
const ENTRIES = {
  index: 'index.js',
  'cli/index': 'cli/index.js',
  'document-db/index': 'document-db/index.js',
  'vault/preload': 'vault/preload.js',
};

export async function stagePlatform(stage) {
  const manifest = await readJson(`${PACKAGE}/package.json`);
  const persistence = await readJson('packages/persistence/package.json');
  await stage.write('package.json', {
    ...publishedFields(manifest),
    main: 'dist/index.js',
    types: typesOf('index'),
    exports: exportsOf(),
    typesVersions: typesVersionsOf({
      cli: typesOf('cli/index'),
      'document-db': typesOf('document-db/index'),
    }),
    bin: manifest.bin,
    dependencies: {
      ...Object.fromEntries(LEFT_TO_NPM.map((name) => [name, manifest.dependencies[name]])),
      [SQLITE]: persistence.dependencies[SQLITE],
    },
  });
  await bundlePackage({
    command: 'main',
    input: Object.fromEntries(
      Object.entries({ ...ENTRIES, main: unbundled('main') }).map(([name, file]) => [
        name,
        resolve(PACKAGE, 'dist', file),
      ]),
    ),
    dir: stage.path('dist'),
    external: [SQLITE, ...LEFT_TO_NPM, ...NEVER].map((name) => new RegExp(`^${name}(/|$)`)),
    imported: ['index', 'cli/index', 'document-db/index'],
  });
  await writeTypes(
    [`${PACKAGE}/src/index.ts`, `${PACKAGE}/src/cli/index.ts`, `${PACKAGE}/src/document-db/index.ts`],
    stage.path('types'),
  );
  await stage.copy(`${PACKAGE}/schema`, 'schema');
  await stage.copy(`${PACKAGE}/browser`, 'browser');
  await stage.copy(`${PACKAGE}/README.md`, 'README.md');
  await stage.copy('LICENSE');
}

const typesOf = (name) => `types/${PACKAGE}/src/${name}.d.ts`;

function exportsOf() {
  const typed = (name) => ({
    types: `./${typesOf(name)}`,
    default: `./dist/${name}.js`,
  });
  return {
    '.': typed('index'),
    './cli': typed('cli/index'),
    './document-db': typed('document-db/index'),
    './main': './dist/main.js',
    './preload': './dist/vault/preload.js',
    './package.json': './package.json',
  };
}
