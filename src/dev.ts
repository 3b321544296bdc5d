import { join } from 'node:path';
import { runDevProgram } from './launcher/index.js';

// The app and the local platform as they were built, which `npm run dev` compiles first.
void runDevProgram(process.argv.slice(2), { programs: { app: join(__dirname, 'main.js') } });
