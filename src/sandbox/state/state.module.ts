import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Persistence, SqlitePersistence } from '../../persistence/index.js';
import { AccessTokens } from './access-tokens.js';
import { SandboxSettings } from './sandbox-settings.js';
import { SandboxState } from './sandbox-state.js';

/** The platform's own file, its settings and its state, for every other module of it. */
@Module({})
export class StateModule implements OnApplicationShutdown {
  constructor(@Inject(Persistence) private readonly persistence: Persistence) {}

  /** @param path of the SQLite file */
  static forRoot(settings: SandboxSettings, path: string): DynamicModule {
    return {
      module: StateModule,
      global: true,
      providers: [
        { provide: SandboxSettings, useValue: settings },
        {
          provide: Persistence,
          useFactory: async (): Promise<Persistence> => {
            const persistence = new SqlitePersistence({ path });
            await persistence.open();
            return persistence;
          },
        },
        AccessTokens,
        SandboxState,
      ],
      exports: [SandboxSettings, Persistence, AccessTokens, SandboxState],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.persistence.close();
  }
}
