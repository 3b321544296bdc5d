import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { APP_ID, APP_VERSION_ID, SandboxSettings } from '../../state/index.js';
import { ManifestStore } from '../manifest/manifest.store.js';
import { MappsGuard } from '../mapps.guard.js';
import { MappsNotFoundError } from '../mapps.errors.js';

/** A version as `mapps` prints it. */
interface AppVersion {
  readonly id: number;
  readonly name: string;
  readonly versionNumber: string;
  readonly appId: number;
  /** `draft`, because the commands offer only drafts to choose from. */
  readonly status: 'draft';
}

interface AppFeature {
  readonly id: number;
  readonly type: string;
  readonly name: string;
  readonly data: object;
  readonly status: string;
}

/** `mapps app:list`, `app-version:list`, `app-features:list` and `database:connection-string`: the one app of the platform. */
@Controller('api')
@UseGuards(MappsGuard)
export class AppsController {
  constructor(
    private readonly manifests: ManifestStore,
    private readonly settings: SandboxSettings,
  ) {}

  @Get('apps')
  async apps(): Promise<{ apps: object[] }> {
    return { apps: [{ id: APP_ID, name: await this.name(), mondayCodeConfig: { isMultiRegion: false } }] };
  }

  @Get('apps/:appId/versions')
  async versions(): Promise<{ appVersions: AppVersion[] }> {
    return { appVersions: [await this.theVersion()] };
  }

  @Get('app-versions/:versionId')
  async version(): Promise<{ appVersion: AppVersion }> {
    return { appVersion: await this.theVersion() };
  }

  /** @param types of features, all if it is missing */
  @Get('app-versions/:versionId/app-features')
  async features(@Query('type') types?: unknown): Promise<{ appFeatures: AppFeature[] }> {
    const wanted = Array.isArray(types) ? new Set<unknown>(types) : undefined;
    const features = await this.manifests.features();
    return {
      appFeatures: features
        .filter(({ type }) => !wanted || wanted.has(type))
        .map(({ id, type, name }) => ({ id, type, name, data: {}, status: 'draft' })),
    };
  }

  @Get('code/:appId/storage/connection-string')
  connectionString(): { connectionString: string; expiresAt: string } {
    const connectionString = this.settings.documentDbAddress;
    if (connectionString === undefined) throw new MappsNotFoundError('The Document DB is off.');
    return { connectionString, expiresAt: new Date(MAX_DATE_MS).toISOString() };
  }

  private async theVersion(): Promise<AppVersion> {
    return {
      id: APP_VERSION_ID,
      name: await this.name(),
      versionNumber: 'v1',
      appId: APP_ID,
      status: 'draft',
    };
  }

  private async name(): Promise<string> {
    return (await this.manifests.get())?.app.name ?? 'Local app';
  }
}

/** The year 9999: the local connection string does not expire. */
const MAX_DATE_MS = Date.UTC(9999, 0);
