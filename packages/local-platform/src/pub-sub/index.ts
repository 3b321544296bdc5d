export { PubSubModule } from './pub-sub.module.js';
