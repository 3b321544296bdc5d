/**
 * The second step of `npm run build`, after compile.mjs. The app and its packages are some 1,700 small files, and most of a cold
 * start went into finding and compiling them one by one. So each program of a dist becomes a bundle; what programs share, and
 * what they import only when they need it, is in dist/chunks. The name of a chunk changes with its content, so an app that
 * runs while this builds finds the chunks that it was built with.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'rolldown';
import { unbundled } from './compile.mjs';

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

/** How long the chunks of an earlier build are kept, for what still runs from them. */
const KEPT_MS = 24 * 60 * 60 * 1000;

for (const { dist, programs } of BUNDLES) {
  const { output } = await build({
    input: Object.fromEntries(programs.map((name) => [name, `${dist}/${unbundled(name)}`])),
    platform: 'node',
    external: PACKAGES_LEFT_OUT.map((name) => new RegExp(`^${name}(/|$)`)),
    plugins: [mapsOfCompiled, oneGraphql],
    checks: { bundlerTimings: false },
    output: {
      dir: dist,
      format: 'cjs',
      chunkFileNames: 'chunks/[name]-[hash].js',
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
  await removeOldChunks(`${dist}/chunks`, new Set(output.map(({ fileName }) => basename(fileName))));
}

async function removeOldChunks(folder, current) {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (current.has(name) || Date.now() - (await stat(path)).mtimeMs < KEPT_MS) continue;
    await rm(path);
  }
}
