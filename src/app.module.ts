import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule, type Variables } from './config/index.js';
import { ErrorsModule } from './errors/index.js';
import { HealthModule } from './health/index.js';
import { HttpModule } from './http/index.js';

/** The wiring of the app; the modules hold everything else. */
@Module({})
export class AppModule {
  /** @throws ConfigurationError where the variables cannot be used */
  static forRoot(variables: Variables): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.forRoot(variables), ErrorsModule, HealthModule, HttpModule],
    };
  }
}
