/**
 * The third step of `npm run build`, after the OpenAPI document: the views of the app, `src/app/features/<name>/view`. With
 * `--check`, checks their types instead. This is also for an app that depends on the library.
 */
import { buildViews } from './views/build.mjs';
import { checkViews } from './views/check.mjs';

if (process.argv.includes('--check')) process.exitCode = await checkViews();
else await buildViews();
