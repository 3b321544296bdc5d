import { processVariables } from 'monday-persistence/configuration';
import { mountSecrets } from './mount-secrets.js';
import { redirectSigner } from './redirect-signer.js';

/*
 * `node --require monday-local-platform/preload dist/main.js` runs an app with the parts of monday's SDK that have fixed
 * addresses and paths on the local platform (docs/drivers.md).
 */
const variables = processVariables();
const { SECURE_STORAGE_ADDRESS: address = '', K_SERVICE, SECRET_NAME, MONDAY_CODE_MOUNT } = variables;
const isLocal = URL.canParse(address) && ['127.0.0.1', 'localhost'].includes(new URL(address).hostname);
// The redirected requests carry a token of Google.
if (isLocal) redirectSigner(address);
if (isLocal && K_SERVICE && SECRET_NAME && !MONDAY_CODE_MOUNT) mountSecrets(SECRET_NAME, variables);
