import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  UnauthorizedException,
} from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { SandboxState, type User } from '../state/index.js';
import { type AppReply } from './app-sender.js';
import { type BlockRunOptions } from './block-run.js';
import { AuthorizationUrls } from './authorization-urls.js';
import { BlockRunner, type BlockRunResult } from './block.runner.js';
import { CallbackProof } from './callback-proof.js';
import { Callbacks, type Callback } from './callbacks.js';
import { EventSender, FEATURE_FORMS } from './event-sender.js';
import { LifecycleSender } from './lifecycle-sender.js';
import { LIFECYCLE_FORMS } from './request-signer.js';

const FEATURE_EVENT = /^[A-Za-z]{1,60}:[a-z_]{1,30}$/;
/** An absolute path of the app; a second slash could address another host. */
const PATH = /^\/(?!\/)[A-Za-z0-9\-._~%/:@]{0,500}$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Routes that send requests to the app as monday does. Each returns the app's reply as `{status, body}` and accepts
 * `path` for apps with other routes, and `bearer: true` for a token that follows `Bearer`.
 */
@Controller('__sandbox')
export class BlockRunnerController {
  constructor(
    private readonly runner: BlockRunner,
    private readonly lifecycle: LifecycleSender,
    private readonly events: EventSender,
    private readonly callbacks: Callbacks,
    private readonly proof: CallbackProof,
    private readonly authorization: AuthorizationUrls,
    private readonly state: SandboxState,
  ) {}

  /** Runs an action: `{userId?, inputFields?, actionUuid?, async?, connections?}`, connections as ids by key. */
  @Post('blocks/:action')
  @HttpCode(200)
  run(@Param('action') action: string, @Body() body: unknown): Promise<BlockRunResult> {
    return this.runner.action(nameOf(action), optionsOf(body));
  }

  /** Adds a trigger to an automation: `{userId?, inputFields?}`. */
  @Post('triggers/:name/subscribe')
  @HttpCode(200)
  subscribe(
    @Param('name') name: string,
    @Body() body: unknown,
  ): Promise<AppReply & { subscriptionId: number }> {
    return this.runner.subscribe(nameOf(name), optionsOf(body));
  }

  /** Removes a trigger from an automation: `{webhookId, userId?}`. */
  @Post('triggers/:name/unsubscribe')
  @HttpCode(200)
  unsubscribe(@Param('name') name: string, @Body() body: unknown): Promise<AppReply> {
    const { webhookId } = fieldsOf(body);
    if (typeof webhookId !== 'string' && typeof webhookId !== 'number') {
      throw new BadRequestException('webhookId must be a string or a number.');
    }
    return this.runner.unsubscribe(nameOf(name), webhookId, optionsOf(body));
  }

  /** Requests the options of a field: `{userId?, inputFields?}`; `inputFields` is the payload. */
  @Post('fields/:name')
  @HttpCode(200)
  field(@Param('name') name: string, @Body() body: unknown): Promise<AppReply> {
    return this.runner.field(nameOf(name), optionsOf(body));
  }

  /** Sends a lifecycle event of the app, such as `install`: `{userId?, data?, form?}`, with the form of the token. */
  @Post('lifecycle/:type')
  @HttpCode(200)
  event(@Param('type') type: string, @Body() body: unknown): Promise<AppReply> {
    const { path, bearer } = optionsOf(body);
    return this.lifecycle.send(nameOf(type), this.userOf(body), {
      data: dataOf(body),
      form: formOf(body, LIFECYCLE_FORMS),
      path,
      bearer,
    });
  }

  /** Sends an event of a board, such as `create_pulse`: `{userId?, data?}`, `data` overrides fields of the event. */
  @Post('webhooks/:type')
  @HttpCode(200)
  webhook(@Param('type') type: string, @Body() body: unknown): Promise<AppReply> {
    return this.events.webhook(nameOf(type), this.userOf(body), dataOf(body), optionsOf(body));
  }

  /** Sends an event of an app feature, such as `AppFeatureBoardView:delete`: `{userId?, data?, async?, form?}`. */
  @Post('feature-lifecycle/:type')
  @HttpCode(200)
  featureEvent(@Param('type') type: string, @Body() body: unknown): Promise<AppReply> {
    if (!FEATURE_EVENT.test(type)) throw new BadRequestException('This is not a valid type.');
    return this.events.feature(type, this.userOf(body), {
      ...optionsOf(body),
      form: formOf(body, FEATURE_FORMS),
      payload: dataOf(body),
    });
  }

  /**
   * Makes an Authorization URL: `{userId?, backToUrl?, path?}`. It is valid for five minutes
   * (docs/monday-platform.md#tokens-that-monday-signs).
   */
  @Post('authorization-url')
  @HttpCode(200)
  authorizationUrl(@Body() body: unknown): { url: string } {
    const { backToUrl } = fieldsOf(body);
    const { path } = optionsOf(body);
    return {
      url: this.authorization.url(
        this.userOf(body),
        typeof backToUrl === 'string' ? backToUrl : undefined,
        path,
      ),
    };
  }

  /** Receives callbacks of the app, with a JWT that it signed or in the forms of monday's samples. */
  @Post('callbacks/:id')
  @HttpCode(200)
  receive(
    @Param('id') id: string,
    @Headers('authorization') authorization: string | undefined,
    @Query('token') token: unknown,
    @Body() body: unknown,
  ): { success: true } {
    const given = typeof token === 'string' ? token : undefined;
    if (!this.proof.holds(id, authorization, given)) throw new UnauthorizedException();
    if (!this.callbacks.isOpen(id)) throw new NotFoundException();
    this.callbacks.add(id, body);
    return { success: true };
  }

  /** Returns the received callbacks; `?id=` selects one action or subscription. */
  @Get('callbacks')
  received(@Query('id') id?: string): readonly Callback[] {
    return this.callbacks.list(id);
  }

  private userOf(body: unknown): User {
    const { userId } = optionsOf(body);
    return userId === undefined ? this.state.firstUser() : this.state.requireUser(userId);
  }
}

function nameOf(name: string): string {
  if (!NAME.test(name)) throw new BadRequestException('This is not a valid name.');
  return name;
}

function optionsOf(body: unknown): BlockRunOptions {
  const { userId, inputFields, actionUuid, async, bearer, path, connections } = fieldsOf(body);
  if (userId !== undefined && typeof userId !== 'string')
    throw new BadRequestException('userId must be a string.');
  if (actionUuid !== undefined && typeof actionUuid !== 'string') {
    throw new BadRequestException('actionUuid must be a string.');
  }
  if (path !== undefined && !(typeof path === 'string' && PATH.test(path))) {
    throw new BadRequestException('path must be a path of the app, such as /monday/run.');
  }
  return {
    ...(path === undefined ? {} : { path }),
    ...(userId === undefined ? {} : { userId }),
    ...(actionUuid === undefined ? {} : { actionUuid }),
    inputFields: fieldsOf(inputFields),
    connections: fieldsOf(connections),
    async: async === true,
    bearer: bearer === true,
  };
}

function formOf<F extends string>(body: unknown, forms: readonly F[]): F | undefined {
  const { form } = fieldsOf(body);
  if (form === undefined) return undefined;
  const found = forms.find((known) => known === form);
  if (found === undefined) throw new BadRequestException(`form must be one of ${forms.join(', ')}.`);
  return found;
}

const dataOf = (body: unknown): Record<string, unknown> => fieldsOf(fieldsOf(body)['data']);
