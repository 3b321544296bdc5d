export { serveViews } from './serve-views.js';
