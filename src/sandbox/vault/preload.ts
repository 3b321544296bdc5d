import { readVariables } from '../../config/index.js';
import { divertGoogle } from './divert-google.js';

/*
 * `node --require ./dist/sandbox/vault/preload.js dist/main.js` runs the app with the drivers of monday code on the local
 * platform (docs/drivers.md).
 */
const { SECURE_STORAGE_ADDRESS: address } = readVariables();
if (address !== undefined) divertGoogle(address);
