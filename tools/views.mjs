/**
 * The last step of `npm run build`: the views of the app, `src/app/features/<name>/view`. With `--types`, first writes their
 * types of the routes from the OpenAPI document of this build. With `--check`, checks their types instead.
 */
import { writeApiTypes } from './views/api-types.mjs';
import { buildViews } from './views/build.mjs';
import { checkViews } from './views/check.mjs';

const options = process.argv.slice(2);
if (options.includes('--types')) await writeApiTypes();
if (options.includes('--check')) process.exitCode = await checkViews();
else await buildViews();
