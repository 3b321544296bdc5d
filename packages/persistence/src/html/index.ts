export { escapeHtml } from './escape-html.js';
export { html, Html, type HtmlValue } from './html.js';
