#!/usr/bin/env node
/**
 * `monday-app <command>`, in the folder of an app that depends on the package `monday-app-backend`. Its sources are in `src`,
 * with the module in `src/app/app.module.ts`; they are compiled to `dist`.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const required = createRequire(import.meta.url);
const SELF = fileURLToPath(import.meta.url);
const TARGET = 'dist';
const FOLDERS = [['src', TARGET]];
/** What every app has. */
const SOURCES = ['src/main.ts', 'src/app/app.module.ts'];
/** Development dependencies of the app. */
const COMPILING = ['@swc/core', '@nestjs/swagger'];
const WATCHING = ['typescript', 'chokidar'];
const SCRIPTS = { build, 'check-views': checkViews, dev, openapi };
const HELP = `The scripts of the app:
  dev [--help]    starts the app and the local platform, and restarts the app on every save
  build           compiles the app and its views to dist
  openapi FILE    writes the OpenAPI document of the built app
  check-views     checks the types of the views
  --version       prints the version of the library
`;
const isHelp = (word) => ['help', '--help', '-h'].includes(word);

await run(process.argv.slice(2));

async function run([word = 'help', ...rest]) {
  if (word === '--version') return print(`${required('../../package.json').version}\n`);
  const isScript = Object.hasOwn(SCRIPTS, word);
  // The launcher explains its own options.
  if (isScript && (word === 'dev' || !rest.some(isHelp))) return SCRIPTS[word](rest);
  if (isScript || isHelp(word)) print(HELP);
  if (!isScript) await required('../../dist/cli/cli-program.js').runCliProgram([word, ...rest], loadApp);
}

function print(text) {
  process.stdout.write(text);
}

async function build() {
  const problem = problemOf(COMPILING);
  if (problem !== undefined) return fail(problem);
  const failures = await (await compilerOfApp()).compileAll();
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (failures.length > 0) return void (process.exitCode = 1);
  await openapi(['dist/openapi.json']);
  const { writeApiTypes } = await import('../views/api-types.mjs');
  await writeApiTypes();
  const { buildViews } = await import('../views/build.mjs');
  await buildViews();
}

async function checkViews() {
  process.exitCode = await (await import('../views/check.mjs')).checkViews();
}

async function dev(words) {
  const problem = problemOf([...COMPILING, ...WATCHING]) ?? platformProblem();
  if (problem !== undefined) return fail(problem);
  const { runDevOf } = await import('../dev-program.mjs');
  const ofApp = createRequire(join(process.cwd(), 'package.json'));
  const project = {
    compiler: await compilerOfApp(),
    programs: { app: 'dist/main.js' },
    folders: ['src'],
    checks: [
      { subject: 'Types', command: [ofApp.resolve('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
      { subject: 'OpenAPI document', command: [SELF, 'openapi', 'dist/openapi.json'] },
    ],
  };
  await runDevOf(words, project, () => required('../../dist/launcher/index.js'));
}

/** Why the app cannot be compiled here. An install for production, for example, leaves packages out. */
function problemOf(packages) {
  const file = SOURCES.find((path) => !existsSync(path));
  if (file !== undefined) return `There is no ${file} here. Run this in the folder of the app.`;
  const missing = packages.find((name) => !isInstalled(name));
  if (missing === undefined) return unwritable(existsSync(TARGET) ? TARGET : '.');
  return `${missing} is not installed. Install the development dependencies too: npm install --include=dev`;
}

function unwritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch ({ code }) {
    return `${resolve(folder)} cannot be written (${code}). Make it writable for this user.`;
  }
}

function isInstalled(name) {
  try {
    required.resolve(name);
    return true;
  } catch (error) {
    // Another one says that it is only for `import`.
    return error.code !== 'MODULE_NOT_FOUND';
  }
}

/** What is wrong with the installed local platform; other versions than that of the library are not tested with it. */
function platformProblem() {
  const { version } = required('../../package.json');
  const install = `npm install --save-dev monday-local-platform@${version}`;
  const installed = versionOfPlatform();
  if (installed === undefined) return `The local platform is not installed: ${install}`;
  if (compatible(installed) === compatible(version)) return undefined;
  return `monday-local-platform ${installed} does not fit monday-app-backend ${version}: ${install}`;
}

function versionOfPlatform() {
  try {
    return required('monday-local-platform/package.json').version;
  } catch {
    return undefined;
  }
}

/** The part of a version that changes when an app must change something. */
function compatible(version) {
  return version
    .split('.')
    .slice(0, version.startsWith('0.') ? 2 : 1)
    .join('.');
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}

async function openapi(words) {
  await required('../../dist/openapi/openapi-program.js').runOpenapi(words, loadApp);
}

async function compilerOfApp() {
  const { Compiler } = await import('../compiler.mjs');
  return new Compiler(FOLDERS);
}

async function loadApp() {
  const path = join(process.cwd(), 'dist/app/app.module.js');
  try {
    return required(path).AppModule;
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || !error.message.includes(path)) throw error;
    process.stderr.write('The app is not built yet: npm run build\n');
    process.exit(1);
  }
}
