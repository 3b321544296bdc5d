import { Body, Controller, HttpCode, HttpStatus, Logger, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { Clock } from '../../clock/index.js';
import { Documented } from '../../docs/index.js';
import { AnyQuery } from '../../http/index.js';
import { MondayAddresses } from '../blocks/index.js';
import { asFields, checkNesting, invalid, optionalId, optionalText, type Fields } from '../input/index.js';
import {
  MondayContext,
  MondayRequest,
  type VerifiedLifecycleEvent,
  type VerifiedRequest,
} from '../requests/index.js';
import { Subscriptions } from '../subscriptions/index.js';
import { checkAccount, checkApp } from './check-account.js';
import { mayBeLifecycle } from './event-names.js';
import { Events } from './events.js';
import { readFeatureEvent } from './feature-event.js';
import { featureEventKey } from './feature-event-key.js';
import { InstallationEvents } from './installation-events.js';
import { FEATURE_LIFECYCLE, LIFECYCLE } from './events.docs.js';

/** Types of events after which the account may have another plan. */
const CHANGES_PLAN = /^(install$|app_subscription_|app_trial_)/;

/**
 * Routes for lifecycle events of the app and its features (docs/monday-platform.md#app-lifecycle-events,
 * docs/monday-platform.md#app-feature-lifecycle-events).
 */
@AnyQuery()
@Controller('monday')
export class LifecycleController {
  private readonly logger = new Logger(LifecycleController.name);

  constructor(
    private readonly events: Events,
    private readonly installationEvents: InstallationEvents,
    private readonly addresses: MondayAddresses,
    private readonly clock: Clock,
    private readonly subscriptions: Subscriptions,
  ) {}

  /**
   * Receives `install`, `uninstall` and subscription events. An uninstall ends connections before the reply is sent.
   */
  @Documented(LIFECYCLE)
  @MondayRequest('lifecycle')
  @Post('lifecycle')
  @HttpCode(200)
  async app(@MondayContext() verified: VerifiedLifecycleEvent, @Body() body: unknown): Promise<object> {
    const { type, fields } = readEvent(body);
    if (!mayBeLifecycle(type)) throw invalid('type', 'type must be one of a lifecycle event');
    const data = asFields(fields['data']);
    if (!data) throw invalid('data', 'data must be an object');
    checkNesting(data);
    const claimed = optionalId(data, 'account_id');
    if (claimed === undefined) throw invalid('data.account_id', 'data.account_id must be an id');
    checkAccount(verified.accountId, claimed);
    checkApp(verified.appId, optionalId(data, 'app_id'));
    const timestamp = optionalText(data, 'timestamp', 64);
    if (!(await this.follow(type, verified, timestamp))) return {};
    // These events have no id (docs/monday-platform.md#app-lifecycle-events).
    const key = timestamp && `${type} ${timestamp}`;
    if (verified.isProven) await this.events.accept({ type, data }, key);
    else await this.acceptUnproven({ type, data }, key, verified);
    return {};
  }

  /**
   * Receives an event of a feature. If it has a callback address, it is accepted, and its result is posted there later.
   */
  @Documented(FEATURE_LIFECYCLE)
  @MondayRequest('feature-lifecycle')
  @Post('feature-lifecycle')
  async feature(
    @MondayContext() verifiedRequest: VerifiedRequest,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const { type, fields } = readEvent(body);
    checkNesting(fields);
    const event = readFeatureEvent(type, fields);
    for (const accountId of event.accountIds) checkAccount(verifiedRequest.accountId, accountId);
    const { payload, backToUrl } = event;
    if (backToUrl !== undefined) this.addresses.check(backToUrl);
    await this.events.accept({ type, data: payload, backToUrl }, featureEventKey(event, verifiedRequest));
    response.status(backToUrl === undefined ? HttpStatus.OK : HttpStatus.ACCEPTED);
    return {};
  }

  /** The key is one of its own, so that a forged event does not make a real one appear to be its repetition. */
  private async acceptUnproven(
    event: { readonly type: string; readonly data: Fields },
    key: string | undefined,
    { accountId, userId }: VerifiedLifecycleEvent,
  ): Promise<void> {
    await this.events.accept({ ...event, isUnproven: true }, key && `unproven ${key}`);
    this.logger.warn(
      { event: 'monday.lifecycle_unproven', type: event.type, accountId, userId },
      'a lifecycle event may be forged by a user of a board view; its handlers receive isUnproven',
    );
  }

  /** Resolves to false for an event that is not believed. */
  private async follow(
    type: string,
    verified: VerifiedLifecycleEvent,
    timestamp: string | undefined,
  ): Promise<boolean> {
    if (type === 'uninstall')
      return this.installationEvents.uninstalled(verified, this.timeOf(verified, timestamp));
    if (CHANGES_PLAN.test(type)) await this.subscriptions.changed(verified.accountId);
    if (type === 'install') {
      await this.installationEvents.installed(verified.accountId, this.timeOf(verified, timestamp));
    }
    return true;
  }

  /** Milliseconds since the epoch. A forged event must not outlast later ones by a time in the future. */
  private timeOf({ isProven }: VerifiedLifecycleEvent, timestamp: string | undefined): number {
    const now = this.clock.now();
    const at = Date.parse(timestamp ?? '');
    if (Number.isNaN(at)) return now;
    return isProven ? at : Math.min(at, now);
  }
}

function readEvent(body: unknown): { type: string; fields: Fields } {
  const fields = asFields(body) ?? {};
  const type = optionalText(fields, 'type', 100);
  if (type === undefined) throw invalid('type', 'type must be a text');
  return { type, fields };
}
