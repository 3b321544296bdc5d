/**
 * Bundles programs of a `dist`, for `npm run build` and `npm run pack`. What programs share, and what they import only when
 * they need it, is in `chunks`. The name of a chunk changes with its content.
 */
import { appendFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { build } from 'rolldown';
import { lineMapOf } from './line-maps.mjs';
import { LATE_PACKAGES, latePackages } from './late-packages.mjs';

/** A cache of compiled files contains no packages. */
const PACKAGE = /[\\/]node_modules[\\/](?!\.cache[\\/])/;
const isOwn = (id) => /[\\/]dist[\\/]/.test(id) && !PACKAGE.test(id);

/** So that a stack trace leads to the sources, if Node was told to look (`--enable-source-maps`). */
const mapsOfCompiled = {
  name: 'maps-of-compiled',
  load: {
    filter: { id: { include: /[\\/]dist[\\/]/, exclude: PACKAGE } },
    handler: async (id) => ({
      code: await readFile(id, 'utf8'),
      map: await readFile(`${id}.map`, 'utf8').catch(() => null),
    }),
  },
};

/**
 * graphql looks at every value for a second copy of itself, unless NODE_ENV is production. A bundle has one copy, and the check
 * takes a tenth of the time of a large query.
 */
const oneGraphql = {
  name: 'one-graphql',
  transform: {
    filter: { id: /[\\/]graphql[\\/]jsutils[\\/]instanceOf\.m?js$/ },
    handler(code) {
      const check = "process.env.NODE_ENV === 'production'";
      if (!code.includes(check)) throw new Error('graphql no longer checks for a second copy in this way');
      return { code: code.replace(check, 'true'), map: null };
    },
  },
};

/**
 * A table in JSON, such as the types of files, is text until it is used: as an object literal, V8 keeps each a second time, as the
 * constants from which it made the object. The tables that packages load at the start would cost 5 MB.
 */
const jsonAsText = {
  name: 'json-as-text',
  load: {
    filter: { id: /\.json$/ },
    handler: async (id) => {
      const text = JSON.stringify(JSON.parse(await readFile(id, 'utf8')));
      return { code: `module.exports = JSON.parse(${JSON.stringify(text)});`, moduleType: 'js' };
    },
  },
};

const FACADE = 'facade:';
const required = createRequire(import.meta.url);

/**
 * An entry of a package may also be imported by another one. Each gets a module of its own before it that nothing imports, since the
 * bundler would put what both share into the file of the first, where its exports replace it.
 */
const facades = {
  name: 'facades',
  resolveId: (id) => (id.startsWith(FACADE) ? id : undefined),
  load: (id) =>
    id.startsWith(FACADE)
      ? `module.exports = require(${JSON.stringify(resolve(id.slice(FACADE.length)))});`
      : undefined,
};

/** So that the app takes less memory. A stack trace still names the line, and the column where its code begins. */
const lineMaps = {
  name: 'line-maps',
  generateBundle(options, files) {
    for (const [name, file] of Object.entries(files)) {
      if (name.endsWith('.map')) file.source = JSON.stringify(lineMapOf(JSON.parse(file.source)));
    }
  },
};

/** Node reads all maps of the files that it loads. Those of packages would cost 60 MB, so only our files name theirs. */
const MAPS = {
  sourcemap: 'hidden',
  sourcemapExcludeSources: true,
  postFooter: ({ fileName, moduleIds }) =>
    moduleIds.some(isOwn) ? `//# sourceMappingURL=${basename(fileName)}.map` : '',
};

/**
 * What bundles of the app and the platform leave in node_modules: packages with native parts, with files that they read themselves, or that are heavy and
 * not for every profile. Our code imports them lazily. One that imports Nest must not be here: there would be two Nests.
 */
export const PACKAGES_LEFT_OUT = [
  '@mondaycom/apps-sdk',
  '@mondaydotcomorg/api',
  '@opentelemetry',
  '@photostructure/sqlite',
  'bullmq',
  'ioredis',
  'monday-local-platform',
  'nodemailer',
  'pg',
  'swagger-ui-dist',
  // It calls url.parse, of which Node 24 warns outside of node_modules.
  'passport-oauth2',
  // Nest uses them if they are installed; here they are not.
  '@nestjs/microservices',
  '@nestjs/websockets',
].map((name) => new RegExp(`^${name}(/|$)`));

/**
 * Bundles programs that run where their sources are.
 * @param input the compiled file of each program, by the name of its bundle
 * @param external what stays in `node_modules`
 * @param maps options of the bundler for source maps
 * @returns the names of the files that were written, relative to `dir`
 */
export const bundlePrograms = ({ input, dir, external, maps = MAPS }) =>
  bundle({
    input,
    dir,
    external: [...external, ...LATE_PACKAGES],
    plugins: [mapsOfCompiled, lineMaps, ...latePackages],
    more: maps,
  });

/**
 * Bundles the entries of a package that is published without sources.
 * @param input as for {@link bundlePrograms}, the files as absolute paths
 * @param command the entry that the shell starts, if there is one
 * @param imported the entries that others import
 */
export async function bundlePackage({ input, dir, external, command, imported = [] }) {
  // The bundle contains the name, in which a path of this machine has no place.
  const entries = Object.entries(input).map(([name, file]) => [name, FACADE + relative('.', file)]);
  const banner = ({ name }) => (name === command ? '#!/usr/bin/env node' : '');
  await bundle({ input: Object.fromEntries(entries), dir, external, plugins: [facades], more: { banner } });
  for (const name of imported) await appendFile(join(dir, `${name}.js`), namesFor(required(input[name])));
}

/** For `import { name }` in an ES module: Node looks for names in the text, and finds none of those that a loop exports. */
function namesFor(exported) {
  const names = Object.keys(exported).filter((name) => name !== 'default');
  return `\n0 && (module.exports = { ${names.join(', ')} });\n`;
}

async function bundle({ input, dir, external, plugins, more }) {
  const { output } = await build({
    input,
    platform: 'node',
    external,
    plugins: [...plugins, oneGraphql, jsonAsText],
    // A module that one program loads lazily may be needed by another from the start.
    checks: { bundlerTimings: false, ineffectiveDynamicImport: false },
    onLog(level, log, report) {
      // Only a warning to the bundler; a program without the module could not start.
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      report(level, log);
    },
    output: {
      dir,
      format: 'cjs',
      chunkFileNames: 'chunks/[name]-[hash].js',
      codeSplitting: { groups: [{ name: 'packages', test: PACKAGE, tags: ['$initial'] }] },
      // A lazy import by `require`: that of ES modules is a second loader, which a start would have to set up.
      dynamicImportInCjs: false,
      comments: false,
      // One character beyond Latin-1 would double what the text of a whole file takes in memory.
      charset: 'ascii',
      ...more,
    },
  });
  return output.map(({ fileName }) => fileName);
}
