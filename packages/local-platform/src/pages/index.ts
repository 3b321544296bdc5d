export { html, Html, type HtmlValue } from './html.js';
export { isConsolePath, page, type PageOptions } from './page.js';
export { PagesModule } from './pages.module.js';
export { LOGIN_TARGETS, pageSecurity } from './page-security.js';
