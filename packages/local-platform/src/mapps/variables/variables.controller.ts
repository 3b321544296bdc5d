import { Body, Controller, Delete, Get, HttpCode, Param, Put, UseGuards } from '@nestjs/common';
import {
  AppConfiguration,
  configurationName,
  configurationValue,
  SidecarError,
  type ConfigurationKind,
} from '../../sidecar/index.js';
import { MappsGuard } from '../mapps.guard.js';
import { MappsInputError } from '../mapps.errors.js';

/** `mapps code:env` and `mapps code:secret`: what the sidecar then serves. Values are written, never read. */
@Controller('api/code/:appId')
@UseGuards(MappsGuard)
export class VariablesController {
  constructor(private readonly configuration: AppConfiguration) {}

  @Get('env-keys')
  variableNames(): Promise<{ keys: string[] }> {
    return this.names('variables');
  }

  @Get('secret-keys')
  secretNames(): Promise<{ keys: string[] }> {
    return this.names('secrets');
  }

  /** `{value}` */
  @Put('env/:name')
  @HttpCode(200)
  setVariable(@Param('name') name: string, @Body() body: unknown): Promise<object> {
    return this.set('variables', name, body);
  }

  /** `{value}` */
  @Put('secrets/:name')
  @HttpCode(200)
  setSecret(@Param('name') name: string, @Body() body: unknown): Promise<object> {
    return this.set('secrets', name, body);
  }

  @Delete('env/:name')
  deleteVariable(@Param('name') name: string): Promise<object> {
    return this.unset('variables', name);
  }

  @Delete('secrets/:name')
  deleteSecret(@Param('name') name: string): Promise<object> {
    return this.unset('secrets', name);
  }

  private async names(kind: ConfigurationKind): Promise<{ keys: string[] }> {
    return { keys: [...(await this.configuration.all(kind)).keys()].sort() };
  }

  private async set(kind: ConfigurationKind, name: string, body: unknown): Promise<object> {
    const [key, value] = checked(() => [configurationName(name), configurationValue(kind, body)]);
    if (typeof value !== 'string') throw new MappsInputError('value must be a text.');
    await this.configuration.set(kind, key, value);
    return {};
  }

  private async unset(kind: ConfigurationKind, name: string): Promise<object> {
    await this.configuration.unset(
      kind,
      checked(() => configurationName(name)),
    );
    return {};
  }
}

/** @throws MappsInputError */
function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SidecarError)
      throw new MappsInputError((error.getResponse() as { reason: string }).reason);
    throw error;
  }
}
