export { liveCard, table } from './cards.js';
export { html, Html } from 'monday-persistence/html';
export { isConsolePath, page } from './page.js';
export { PagesModule } from './pages.module.js';
export { LOGIN_TARGETS, pageSecurity } from './page-security.js';
