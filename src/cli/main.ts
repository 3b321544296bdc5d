import { runCliProgram } from './cli-program.js';

// `npm run cli -- <command>`.
void runCliProgram(process.argv.slice(2), async () => (await import('../app/app.module.js')).AppModule);
