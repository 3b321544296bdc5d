import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { type AppManifest, type ManifestFeature } from './app-manifest.js';

const KEY = 'app/manifest';

/** A feature with the number that `mapps` names it by. */
export interface NumberedFeature extends ManifestFeature {
  readonly id: number;
}

const FIRST_ID = 10_100_001;

/** The manifest that was imported last. It survives a restart. */
@Injectable()
export class ManifestStore {
  constructor(private readonly persistence: Persistence) {}

  async get(): Promise<AppManifest | undefined> {
    const entry = await this.persistence.get(KEY);
    return entry && (JSON.parse(entry.value) as AppManifest);
  }

  async set(manifest: AppManifest): Promise<void> {
    await this.persistence.upsert(KEY, JSON.stringify(manifest));
  }

  /** Of the manifest, in its order; none without one. */
  async features(): Promise<readonly NumberedFeature[]> {
    const manifest = await this.get();
    return (manifest?.app.features ?? []).map((feature, index) => ({ ...feature, id: FIRST_ID + index }));
  }
}
