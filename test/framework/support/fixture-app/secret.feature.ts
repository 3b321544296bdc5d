import { Controller, Get, Injectable, Logger } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Public } from '../../../../src/caller/index.js';
import { Secret } from '../../../../src/config/index.js';
import { Feature } from '../../../../src/feature/index.js';

class FixtureVariables {
  @IsOptional() @Secret() @IsString() FIXTURE_KEY?: string;
}

/** Logs the secret of its own variables in every way that an owner might by mistake. */
@Injectable()
export class CarelessLogger {
  private readonly logger = new Logger('fixture');

  constructor(private readonly variables: FixtureVariables) {}

  fail(): never {
    const { FIXTURE_KEY: key = '' } = this.variables;
    this.logger.log(`calls the calendar with ${key}`);
    this.logger.debug({ message: 'a field by its name', fixtureKey: key.slice(0, 12) });
    this.logger.warn({ message: 'a field by its value', request: { headers: [`x-key: ${key}`] } });
    this.logger.error(new Error(`refused ${key}`, { cause: new Error(`cause ${key}`) }));
    throw new Error(`failed with ${key}`);
  }
}

@Public()
@Controller('fixture/secret')
export class SecretController {
  constructor(private readonly careless: CarelessLogger) {}

  @Get()
  fail(): never {
    return this.careless.fail();
  }
}

@Feature({
  name: 'fixture-secret',
  controllers: [SecretController],
  providers: [CarelessLogger],
  variables: FixtureVariables,
})
export class SecretFeature {}
