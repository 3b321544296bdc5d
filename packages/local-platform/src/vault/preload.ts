import { gatherVariables } from 'monday-persistence/configuration';
import { redirectPublisher } from './redirect-publisher.js';
import { redirectSigner } from './redirect-signer.js';

/*
 * `node --require monday-local-platform/preload dist/main.js` runs the app with the drivers of monday code on the local
 * platform (docs/drivers.md).
 */
const {
  SECURE_STORAGE_ADDRESS: address = '',
  MNDY_TOPIC_NAME: topic,
  SIDECAR_PORT: port,
} = gatherVariables();
const isLocal = URL.canParse(address) && ['127.0.0.1', 'localhost'].includes(new URL(address).hostname);
// The redirected requests carry a token of Google.
if (isLocal) redirectSigner(address);
if (isLocal && topic !== undefined && port !== undefined) {
  redirectPublisher(`http://127.0.0.1:${port}`, topic);
}
