import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Documented } from '../../docs/index.js';
import { AnyQuery } from '../../http/index.js';
import { asFields, checkNesting, invalid, optionalId, optionalText } from '../input/index.js';
import { isChallenge, MondayWebhook } from '../requests/index.js';
import { checkBoardEvent } from './check-board-event.js';
import { Events } from './events.js';
import { WEBHOOK } from './events.docs.js';

const MAX_CHALLENGE_LENGTH = 1_024;

/** Route for board events (docs/monday-platform.md#board-webhooks). */
@AnyQuery()
@Controller('monday/webhooks')
export class WebhooksController {
  constructor(private readonly events: Events) {}

  /**
   * With the first request, which has no token, monday verifies the address; its challenge is echoed. All other
   * requests are verified with the signing secret, count as requests of their account, and are answered when the event
   * is durable.
   */
  @Documented(WEBHOOK)
  @MondayWebhook()
  @Post()
  @HttpCode(200)
  async receive(@Body() body: unknown): Promise<object> {
    const fields = asFields(body) ?? {};
    if (isChallenge(body)) {
      return { challenge: optionalText(fields, 'challenge', MAX_CHALLENGE_LENGTH) };
    }
    const data = asFields(fields['event']);
    const type = data && optionalText(data, 'type', 100);
    if (!data || type === undefined) throw invalid('event', 'event must be an object with a type');
    checkNesting(data);
    checkBoardEvent(data);
    await this.events.accept({ type, data }, optionalId(data, 'triggerUuid'));
    return {};
  }
}
