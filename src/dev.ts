import { join } from 'node:path';
import { exitProcess, tolerateBrokenStreams } from 'monday-persistence/output';
import { runDev } from './launcher/index.js';

// The app and the local platform as they were built, which `npm run dev` compiles first.
tolerateBrokenStreams();
void runDev(process.argv.slice(2), { programs: { app: join(__dirname, 'main.js') } }).then(exitProcess);
