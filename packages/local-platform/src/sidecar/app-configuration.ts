import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { PUBLIC_VARIABLE_NAMES, SECRET_NAMES } from 'monday-persistence/configuration';
import { appVariables } from '../app-variables.js';
import { SandboxSettings } from '../state/index.js';

/** Environment variables and secrets (docs/monday-platform.md#secrets-and-environment-variables). */
export type ConfigurationKind = 'variables' | 'secrets';

const NAMES: Readonly<Record<ConfigurationKind, ReadonlySet<string>>> = {
  secrets: new Set(SECRET_NAMES.filter((name) => name !== 'DEV_TOKEN')),
  variables: new Set(PUBLIC_VARIABLE_NAMES),
};
const PREFIX = 'configuration/';
const MAX_NAMES = 1_000;

/** The app's initial configuration and later changes; changes survive a restart. */
@Injectable()
export class AppConfiguration {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly persistence: Persistence,
  ) {}

  async all(kind: ConfigurationKind): Promise<ReadonlyMap<string, unknown>> {
    const given = { ...this.settings.variables, ...appVariables(this.settings) };
    const values = new Map<string, unknown>(
      Object.entries(given).filter(([name, value]) => this.serves(kind, name) && value !== ''),
    );
    const prefix = `${PREFIX}${kind}/`;
    const set = await this.persistence.scan({ prefix, limit: MAX_NAMES });
    for (const { key, value } of set) values.set(key.slice(prefix.length), JSON.parse(value));
    return values;
  }

  async set(kind: ConfigurationKind, name: string, value: unknown): Promise<void> {
    await this.persistence.upsert(`${PREFIX}${kind}/${name}`, JSON.stringify(value));
  }

  /** Restores the initial value, if there was one. */
  async unset(kind: ConfigurationKind, name: string): Promise<void> {
    await this.persistence.delete(`${PREFIX}${kind}/${name}`);
  }

  private serves(kind: ConfigurationKind, name: string): boolean {
    const { secretNames, variableNames } = this.settings.declaration;
    const own = kind === 'secrets' ? secretNames : variableNames;
    return NAMES[kind].has(name) || own.includes(name);
  }
}
