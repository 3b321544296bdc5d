export { DevModule } from './dev.module.js';
