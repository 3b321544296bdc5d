export { drainServer } from './drain-server.js';
