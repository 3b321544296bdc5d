import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Documented } from '../../docs/index.js';
import { BlockContext, MondayBlock, type VerifiedRequest } from '../requests/index.js';
import { Actions, type ActionAnswer } from './actions/actions.js';
import { BlockRegistry } from './block.registry.js';
import { CredentialsRegistry } from './credentials/credentials.registry.js';
import { readFieldRequest } from './fields/field-request.js';
import { MondayTriggers } from './triggers/monday-triggers.js';
import { READ_FIELD, RUN_ACTION, SUBSCRIBE, UNSUBSCRIBE } from './blocks.docs.js';

/** Routes for the app's blocks, called by monday's automations (docs/monday-platform.md#automation-blocks). */
@MondayBlock()
@Controller('monday')
export class BlocksController {
  constructor(
    private readonly actions: Actions,
    private readonly triggers: MondayTriggers,
    private readonly registry: BlockRegistry,
    private readonly credentials: CredentialsRegistry,
  ) {}

  /** Runs a custom action. */
  @Documented(RUN_ACTION)
  @Post('actions/:name')
  @HttpCode(200)
  run(
    @Param('name') name: string,
    @Body() body: unknown,
    @BlockContext() verifiedRequest: VerifiedRequest,
  ): Promise<ActionAnswer> {
    return this.actions.handle(name, body, verifiedRequest);
  }

  /** Subscribes an automation to a trigger. */
  @Documented(SUBSCRIBE)
  @Post('triggers/:name/subscribe')
  @HttpCode(200)
  subscribe(
    @Param('name') name: string,
    @Body() body: unknown,
    @BlockContext() verifiedRequest: VerifiedRequest,
  ): Promise<{ webhookId: string }> {
    return this.triggers.subscribe(name, body, verifiedRequest);
  }

  /** Handles the deletion of an automation that uses a trigger. */
  @Documented(UNSUBSCRIBE)
  @Post('triggers/:name/unsubscribe')
  @HttpCode(200)
  unsubscribe(
    @Param('name') name: string,
    @Body() body: unknown,
    @BlockContext() verifiedRequest: VerifiedRequest,
  ): Promise<void> {
    return this.triggers.unsubscribe(name, body, verifiedRequest);
  }

  /** Reads the options or the schema of a field. */
  @Documented(READ_FIELD)
  @Post('fields/:name')
  @HttpCode(200)
  async field(
    @Param('name') name: string,
    @Body() body: unknown,
    @BlockContext() verifiedRequest: VerifiedRequest,
  ): Promise<object> {
    const field = this.registry.requireField(name);
    return field(readFieldRequest(body, verifiedRequest, this.credentials.keysOf(`field "${name}"`)));
  }
}
