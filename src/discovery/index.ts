export { DecoratedMethods, type DecoratedMethod } from './decorated-methods.js';
export { DecoratedMethodsModule } from './decorated-methods.module.js';
