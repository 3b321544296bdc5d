import { Injectable } from '@nestjs/common';
import { PUBLIC_VARIABLE_NAMES, SECRET_NAMES } from '../../config/index.js';
import { appVariables } from '../app-variables.js';
import { SandboxSettings } from '../state/index.js';

const SECRETS: ReadonlySet<string> = new Set(SECRET_NAMES.filter((name) => name !== 'DEV_TOKEN'));
const PUBLIC: ReadonlySet<string> = new Set(PUBLIC_VARIABLE_NAMES);

/** What the app was configured with, apart into what may be seen and what is secret. */
@Injectable()
export class AppConfiguration {
  constructor(private readonly settings: SandboxSettings) {}

  secrets(): ReadonlyMap<string, string> {
    return this.named((name) => SECRETS.has(name));
  }

  variables(): ReadonlyMap<string, string> {
    return this.named((name) => PUBLIC.has(name));
  }

  private named(isWanted: (name: string) => boolean): ReadonlyMap<string, string> {
    const all = { ...this.settings.variables, ...appVariables(this.settings) };
    return new Map(Object.entries(all).filter(([name, value]) => isWanted(name) && value !== ''));
  }
}
