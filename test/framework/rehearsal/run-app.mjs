/**
 * One app as monday code runs it, held by this process for one that cannot load the rehearsal itself: started by the
 * first message, `startApp`'s options, stopped by the second. What the app writes is told as it comes.
 */
import { once } from 'node:events';
import { startApp } from './monday-code.mjs';

const [folder] = process.argv.slice(2);
const tell = (message) => process.connected && process.send(message);

const [options] = await once(process, 'message');
let app;
// Not left behind by a test that was broken off.
process.once('disconnect', () => void app?.stop().finally(() => process.exit(1)));
try {
  app = await startApp(folder, { ...options, onOutput: (output) => tell({ output }) });
  tell({ url: app.url });
  await once(process, 'message');
  tell({ ended: await app.stop() });
} catch (error) {
  tell({ failed: error.message });
}
process.disconnect();
