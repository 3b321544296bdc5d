export { watchRequests } from './watch-requests.js';
