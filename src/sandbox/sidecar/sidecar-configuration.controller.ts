import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AppConfiguration } from './app-configuration.js';
import { SecretNotFoundError, VariableNotFoundError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/** The app's secrets and variables, and nothing else of this process's environment (platform.md 7). */
@Controller(SIDECAR_PREFIX)
export class SidecarConfigurationController {
  constructor(private readonly configuration: AppConfiguration) {}

  @Get('secrets')
  secretNames(): string[] {
    return [...this.configuration.secrets().keys()];
  }

  @Get('secrets/:name')
  secret(@Param('name') name: string, @Res() response: Response): void {
    const value = this.configuration.secrets().get(name);
    if (value === undefined) throw new SecretNotFoundError();
    response.set('Cache-Control', 'no-store').json(value);
  }

  @Get('environment-variables')
  variableNames(): string[] {
    return [...this.configuration.variables().keys()];
  }

  @Get('environment-variables/:name')
  variable(@Param('name') name: string, @Res() response: Response): void {
    const value = this.configuration.variables().get(name);
    if (value === undefined) throw new VariableNotFoundError();
    response.set('Cache-Control', 'no-store').json(value);
  }
}
