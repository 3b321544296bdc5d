import { Injectable } from '@nestjs/common';
import {
  CredentialsRefusedError,
  MondayAction,
  MondayCredentials,
  NoInput,
  RequiresPlan,
  type ActionContext,
  type IdentifyRequest,
  type ProviderAccount,
} from '#app/monday/index.js';

/** A paid action that uses the user's account at a third party. */
@Injectable()
export class TrackedNudges {
  @MondayCredentials('nudge-tracker', {
    title: 'Tracker',
    authorizeUrl: 'https://tracker.example/authorize',
    tokenUrl: 'https://tracker.example/token',
    scopes: ['issues'],
  })
  identify({ accessToken }: IdentifyRequest): ProviderAccount {
    if (accessToken !== 'of-ada') throw new CredentialsRefusedError('Tracker');
    return { providerUniqueIdentifier: '4711', displayName: 'Ada' };
  }

  @RequiresPlan('nudges-pro')
  @MondayAction('track-nudge', NoInput, { credentials: { tracker: 'nudge-tracker' } })
  track(_input: NoInput, { credentials }: ActionContext<'tracker'>): object {
    return { credentials: credentials.tracker.userCredentialsId };
  }
}
