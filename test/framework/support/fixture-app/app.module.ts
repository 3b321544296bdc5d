import { Feature } from '../../../../src/feature/index.js';
import { FixtureFeature } from './fixture.feature.js';
import { SecretFeature } from './secret.feature.js';

/** Stands in `compiledApp()` for the module of the owner: the framework's tests do not depend on what that holds. */
@Feature({ name: 'app', imports: [FixtureFeature, SecretFeature] })
export class AppModule {}
