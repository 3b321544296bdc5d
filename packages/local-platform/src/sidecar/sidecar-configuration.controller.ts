import { Body, Controller, Get, HttpCode, Param, Put, Res } from '@nestjs/common';
import { type Response } from 'express';
import { AppConfiguration } from './app-configuration.js';
import { configurationName, configurationValue } from './configuration-input.js';
import { SecretNotFoundError, VariableNotFoundError } from './sidecar.errors.js';
import { SIDECAR_PREFIX } from './sidecar-prefix.js';

/**
 * The app's secrets and variables, without the rest of this process's environment (docs/monday-platform.md#sidecar).
 */
@Controller(SIDECAR_PREFIX)
export class SidecarConfigurationController {
  constructor(private readonly configuration: AppConfiguration) {}

  @Get('secrets')
  async secretNames(): Promise<string[]> {
    return [...(await this.configuration.all('secrets')).keys()];
  }

  @Get('secrets/:name')
  async secret(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const value = (await this.configuration.all('secrets')).get(name);
    if (value === undefined) throw new SecretNotFoundError();
    response.set('Cache-Control', 'no-store').json(value);
  }

  @Get('environment-variables')
  async variableNames(): Promise<string[]> {
    return [...(await this.configuration.all('variables')).keys()];
  }

  @Get('environment-variables/:name')
  async variable(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const value = (await this.configuration.all('variables')).get(name);
    if (value === undefined) throw new VariableNotFoundError();
    response.set('Cache-Control', 'no-store').json(value);
  }

  /** As in monday's own emulator for tests (docs/monday-platform.md#sidecar): `{value}`. */
  @Put('test/secrets/:name')
  @HttpCode(204)
  setSecret(@Param('name') name: string, @Body() body: unknown): Promise<void> {
    return this.configuration.set('secrets', configurationName(name), configurationValue('secrets', body));
  }

  /** As in monday's own emulator for tests (docs/monday-platform.md#sidecar): `{value}`. */
  @Put('test/environments/:name')
  @HttpCode(204)
  setVariable(@Param('name') name: string, @Body() body: unknown): Promise<void> {
    const value = configurationValue('variables', body);
    return this.configuration.set('variables', configurationName(name), value);
  }
}
