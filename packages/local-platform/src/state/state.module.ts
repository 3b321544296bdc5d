import { dirname, join } from 'node:path';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { Clock, SystemClock } from 'monday-persistence/clock';
import { SQLITE_SETTINGS, SqlitePersistence } from 'monday-persistence/sqlite';
import { PlatformDatabase } from '../database/index.js';
import { AccessTokenService } from './access-token.service.js';
import { PlatformFiles } from './platform-files.js';
import { SandboxSettings } from './sandbox-settings.js';
import { SandboxState } from './sandbox-state.js';
import { loadPeople } from './seed/load-people.js';

/** The platform's own file, its settings, its state and its clock, for every other module of it. */
@Module({})
export class StateModule implements OnApplicationShutdown {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    private readonly database: PlatformDatabase,
  ) {}

  /** @param path of the SQLite file of tokens, storage and mails; the file with monday's data is next to it */
  static forRoot(settings: SandboxSettings, path: string): DynamicModule {
    return {
      module: StateModule,
      global: true,
      providers: [
        { provide: SandboxSettings, useValue: settings },
        { provide: PlatformFiles, useValue: new PlatformFiles(path) },
        { provide: Clock, useClass: SystemClock },
        {
          provide: Persistence,
          inject: [Clock],
          useFactory: async (clock: Clock): Promise<Persistence> => {
            const persistence = new SqlitePersistence({ ...SQLITE_SETTINGS, path, clock });
            await persistence.open();
            return persistence;
          },
        },
        {
          provide: PlatformDatabase,
          useFactory: async (): Promise<PlatformDatabase> => {
            const database = await PlatformDatabase.open(join(dirname(path), 'monday.db'));
            loadPeople(database, settings.seed);
            return database;
          },
        },
        AccessTokenService,
        SandboxState,
      ],
      exports: [
        SandboxSettings,
        PlatformFiles,
        Clock,
        Persistence,
        PlatformDatabase,
        AccessTokenService,
        SandboxState,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.database.close();
    await this.persistence.close();
  }
}
