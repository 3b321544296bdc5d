export { MondayRoutesModule } from './monday-routes.module.js';
