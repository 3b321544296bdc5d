export { npmIsGone } from './npm-is-gone.js';
