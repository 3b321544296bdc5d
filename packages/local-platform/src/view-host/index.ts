export { ViewHostModule } from './view-host.module.js';
export { viewLink } from './view-link.js';
