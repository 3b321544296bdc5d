import { readVariables } from '../../config/index.js';
import { divertGoogle } from './divert-google.js';

/*
 * `node --require ./dist/sandbox/vault/preload.js dist/main.js` runs the app with the drivers of monday code on the local
 * platform (docs/drivers.md).
 */
const { SECURE_STORAGE_ADDRESS: address = '' } = readVariables();
const isLocal = URL.canParse(address) && ['127.0.0.1', 'localhost'].includes(new URL(address).hostname);
// What is diverted carries a token of Google's.
if (isLocal) divertGoogle(address);
