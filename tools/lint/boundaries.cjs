/**
 * The boundaries between modules, as configuration of ESLint. A module is a folder directly under `src`; its surface is
 * its `index.ts`. docs/architecture.md says why each of the rules is there.
 */
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '../..');

/** What a module never imports, neither at once nor lazily. */
const LAYERS = [
  {
    modules: [
      'config',
      'errors',
      'clock',
      'caller',
      'discovery',
      'json',
      'logging',
      'rate-limiter',
      'telemetry',
    ],
    never: ['auth', 'monday', 'mail', 'storage', 'queue', 'secrets', 'persistence'],
    message: 'The foundation knows nothing of the services.',
  },
  {
    modules: ['storage', 'queue', 'secrets', 'persistence'],
    never: ['auth', 'monday', 'mail'],
    message: 'auth, monday and mail use storage, queue, secrets and persistence, never the other way round.',
  },
];

/** Folders of a module with an index of their own. */
const ENTRANCES = [
  // What auth needs of monday, so that the two modules do not import each other.
  'monday/client',
  'monday/requests',
  // A driver and its library are not loaded unless they are used.
  'persistence/document-db',
  'persistence/postgres',
];

/** The owner's room: it uses the framework, and only the programs know of it. */
const OWN = 'app';
const PROGRAMS = ['main.ts', 'cli/main.ts'].map((file) => `src/${file}`);

/** The module that loads the file of a chosen driver with `import()`. */
const DRIVERS = 'drivers';

/** Folders between the top of `src` and a file, at most. */
const MAX_DEPTH = 5;

const folders = (path) =>
  readdirSync(join(ROOT, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
const anyOf = (names) => `(?:${names.join('|')})`;
/** From a file so many folders deep to the top of `src`. */
const upBy = (depth) => (depth === 0 ? '\\./' : `(?:\\.\\./){${depth}}`);
const filesAt = (folder, depth) => [`${folder}/${'*/'.repeat(depth)}*.ts`];

/** `no-restricted-imports` looks neither into `import()` nor into the type `import('…').X`. */
const selectorsOf = ({ regex, message }) =>
  ['ImportExpression > Literal', 'TSImportType Literal'].map((node) => ({
    selector: `${node}[value=/${regex.replaceAll('/', '\\u002F')}/]`,
    message,
  }));

/** @param syntax what `no-restricted-syntax` forbids everywhere, which these rules would replace */
const restrictImports = (syntax, patterns, lazyPatterns = patterns) => ({
  'no-restricted-imports': ['error', { patterns }],
  'no-restricted-syntax': ['error', ...syntax, ...lazyPatterns.flatMap(selectorsOf)],
});

const onlyIndex = (modules, depth) => ({
  regex: `^${upBy(depth)}(?!${anyOf(ENTRANCES)}/index\\.js$)${anyOf(modules)}/(?!index\\.js$)`,
  message: 'Import the index.js of another module. What is missing there is not meant for others.',
});

const ownerRoom = {
  regex: `^(?:\\.{1,2}/)+${OWN}/`,
  message: 'src/app belongs to the owner. Only main.ts and cli/main.ts import it.',
};

const packageByName = {
  regex: '^(?:\\.\\./)+packages/|^monday-(?:local-platform|persistence)/(?:src|dist)/',
  message: 'Import a package by its name and what it exports.',
};

const layerOf = (name) => LAYERS.find(({ modules }) => modules.includes(name));

function rulesOfModule(name, modules, depth, { isSpec, syntax }) {
  const layer = layerOf(name);
  const patterns = [
    packageByName,
    ...(name === OWN ? [] : [ownerRoom]),
    ...(layer ? [{ regex: `^${upBy(depth)}${anyOf(layer.never)}/`, message: layer.message }] : []),
  ];
  // A spec may look behind the index.
  if (isSpec) return restrictImports(syntax, patterns);
  const all = [...patterns, onlyIndex(modules, depth)];
  return restrictImports(syntax, all, name === DRIVERS ? patterns : all);
}

/** A module's rules, by the depth of its files, since imports are relative. */
function moduleBoundaries(name, modules, syntax) {
  return Array.from({ length: MAX_DEPTH }, (_, below) => below + 1).flatMap((depth) =>
    [false, true].map((isSpec) => ({
      files: filesAt(`src/${name}`, depth - 1).map((glob) =>
        isSpec ? glob.replace(/\.ts$/, '.spec.ts') : glob,
      ),
      ignores: isSpec ? [] : ['**/*.spec.ts'],
      rules: rulesOfModule(name, modules, depth, { isSpec, syntax }),
    })),
  );
}

/** Nothing in a package's sources lies outside of the package: it is published without this repository. */
function packageBoundaries(name, syntax) {
  return Array.from({ length: MAX_DEPTH }, (_, depth) => ({
    files: filesAt(`packages/${name}/src`, depth),
    rules: restrictImports(syntax, [
      packageByName,
      {
        regex: `^(?:\\.\\./){${depth + 1}}|^#app/`,
        message: 'A package imports nothing of the repository around it.',
      },
    ]),
  }));
}

/** @param syntax what `no-restricted-syntax` forbids everywhere, which a later block of ESLint would forget */
function boundaries(syntax = []) {
  const modules = folders('src');
  const framework = modules.filter((name) => name !== OWN);
  return [
    {
      files: ['src/*.ts'],
      rules: restrictImports(syntax, [packageByName, onlyIndex(framework, 0), ownerRoom]),
    },
    ...modules.flatMap((name) => moduleBoundaries(name, framework, syntax)),
    ...PROGRAMS.map((file) => ({
      files: [file],
      rules: restrictImports(syntax, [packageByName, onlyIndex(framework, file.split('/').length - 2)]),
    })),
    ...folders('packages').flatMap((name) => packageBoundaries(name, syntax)),
  ];
}

module.exports = { boundaries, LAYERS, MAX_DEPTH };
