import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { InstallationStore } from '../../account-data/index.js';
import { AccountAdmission } from '../../account-limits/index.js';
import { enterAs, Public } from '../../caller/index.js';
import { AnyQuery } from '../../http/index.js';
import { AppConfig } from '../../config/index.js';
import { Documented } from '../../docs/index.js';
import { asFields, checkNesting, invalid, optionalId, optionalText } from '../input/index.js';
import { MondayTokens, readAuthorization, requestUrl } from '../requests/index.js';
import { checkBoardEvent } from './check-board-event.js';
import { Events } from './events.js';
import { WEBHOOK } from './events.docs.js';

const MAX_CHALLENGE_LENGTH = 1_024;

/** Route for board events (docs/monday-platform.md#board-webhooks). */
@Public()
@AnyQuery()
@Controller('monday/webhooks')
export class WebhooksController {
  constructor(
    private readonly tokens: MondayTokens,
    private readonly events: Events,
    private readonly config: AppConfig,
    private readonly admission: AccountAdmission,
    private readonly installations: InstallationStore,
  ) {}

  /**
   * With the first request, which has no token, monday verifies the address; its challenge is echoed. All other
   * requests are verified with the signing secret, count as requests of their account, and are answered when the event
   * is durable.
   */
  @Documented(WEBHOOK)
  @Post()
  @HttpCode(200)
  async receive(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() body: unknown,
  ): Promise<object> {
    const fields = asFields(body) ?? {};
    if ('challenge' in fields && !('event' in fields)) {
      return { challenge: optionalText(fields, 'challenge', MAX_CHALLENGE_LENGTH) };
    }
    const token = readAuthorization(request.headers.authorization);
    const { accountId, userId } = this.tokens.verifySigned(token, requestUrl(request, this.config));
    enterAs({ accountId, userId, kind: 'event' });
    this.installations.heardFrom(accountId);
    await this.admission.admit(response);
    const data = asFields(fields['event']);
    const type = data && optionalText(data, 'type', 100);
    if (!data || type === undefined) throw invalid('event', 'event must be an object with a type');
    checkNesting(data);
    checkBoardEvent(data);
    await this.events.accept({ type, data }, optionalId(data, 'triggerUuid'));
    return {};
  }
}
