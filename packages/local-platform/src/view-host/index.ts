export { ViewHostModule } from './view-host.module.js';
