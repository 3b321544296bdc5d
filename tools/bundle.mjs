/**
 * The second step of `npm run build`, after compile.mjs. The app and its packages are some 1,700 small files, and most of a cold
 * start went into finding and compiling them one by one. So each program in a dist is replaced by a bundle of itself; what
 * programs share, and what they import only when they need it, is in dist/chunks.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'rolldown';

/** The programs of the app, and of the local platform, which is a package of its own. */
const BUNDLES = [
  { dist: 'dist', programs: ['main', 'dev', 'cli/main'] },
  { dist: 'packages/local-platform/dist', programs: ['main'] },
];

/**
 * What stays in node_modules: packages with native parts, with files that they read themselves, or that are heavy and
 * not for every profile. Our code imports them lazily. One that imports Nest must not be here: there would be two Nests.
 */
const PACKAGES_LEFT_OUT = [
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
  // Nest uses them if they are installed; here they are not.
  '@nestjs/microservices',
  '@nestjs/websockets',
];

const PACKAGE = /[\\/]node_modules[\\/]/;
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

for (const { dist, programs } of BUNDLES) {
  await build({
    input: Object.fromEntries(programs.map((name) => [name, `${dist}/${name}.js`])),
    platform: 'node',
    external: PACKAGES_LEFT_OUT.map((name) => new RegExp(`^${name}(/|$)`)),
    plugins: [mapsOfCompiled, oneGraphql],
    checks: { bundlerTimings: false },
    output: {
      dir: dist,
      format: 'cjs',
      chunkFileNames: 'chunks/[name].js',
      codeSplitting: { groups: [{ name: 'packages', test: PACKAGE, tags: ['$initial'] }] },
      // A lazy import by `require`: that of ES modules is a second loader, which a start would have to set up.
      dynamicImportInCjs: false,
      comments: false,
      // One character beyond Latin-1 would double what the text of a whole file takes in memory.
      charset: 'ascii',
      // Node reads all maps of the files that it loads. Those of packages would cost 60 MB, so only our files name theirs.
      sourcemap: 'hidden',
      sourcemapExcludeSources: true,
      postFooter: ({ fileName, moduleIds }) =>
        moduleIds.some(isOwn) ? `//# sourceMappingURL=${basename(fileName)}.map` : '',
    },
  });
}
