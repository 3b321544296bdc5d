import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  NotFoundException,
  Param,
  Put,
} from '@nestjs/common';
import { AppConfiguration, type ConfigurationKind } from './app-configuration.js';
import { configurationName, configurationValue } from './configuration-input.js';

const KINDS: ReadonlyMap<string, ConfigurationKind> = new Map([
  ['secrets', 'secrets'],
  ['environment-variables', 'variables'],
]);

/** Sets the values that the sidecar serves, at run time. */
@Controller('__sandbox/configuration/:kind')
export class ConfigurationControlController {
  constructor(private readonly configuration: AppConfiguration) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Param('kind') kind: string): Promise<Record<string, unknown>> {
    return Object.fromEntries(await this.configuration.all(kindOf(kind)));
  }

  /** `{value}` */
  @Put(':name')
  @HttpCode(204)
  set(@Param('kind') kind: string, @Param('name') name: string, @Body() body: unknown): Promise<void> {
    const into = kindOf(kind);
    return this.configuration.set(into, configurationName(name), configurationValue(into, body));
  }

  @Delete(':name')
  @HttpCode(204)
  unset(@Param('kind') kind: string, @Param('name') name: string): Promise<void> {
    return this.configuration.unset(kindOf(kind), configurationName(name));
  }
}

function kindOf(path: string): ConfigurationKind {
  const kind = KINDS.get(path);
  if (kind === undefined) throw new NotFoundException();
  return kind;
}
