export { DeclarationError, DeclarationRefusedError, DeclaredTwiceError } from './declaration.errors.js';
export { DecoratedMethods, type DecoratedMethod } from './decorated-methods.js';
export { DecoratedMethodsModule } from './decorated-methods.module.js';
export { featureNameOf, setFeatureName } from './feature-name.js';
export { declaredMethods, type DeclaredMethod, type DeclaredProvider } from './declared-methods.js';
export { similarName } from './similar-name.js';
