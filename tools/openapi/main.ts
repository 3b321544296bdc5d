/** The last step of `npm run build`: node tools/dist/openapi/main.js [--formatted] [--tables [--check]] FILE */
import { runOpenapi } from './openapi-program.js';

void runOpenapi(process.argv.slice(2), async () => (await import('#app/app/app.module.js')).AppModule);
