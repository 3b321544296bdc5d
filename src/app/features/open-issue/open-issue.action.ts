import { Injectable } from '@nestjs/common';
import {
  MondayAction,
  MondayCredentials,
  type ActionContext,
  type IdentifyRequest,
  type ProviderAccount,
} from '../../../monday/index.js';
import { OpenIssueInput } from './open-issue.input.js';
import { TrackerClient } from './tracker.client.js';

/** The action "open an issue", and the credentials that it uses. */
@Injectable()
export class OpenIssueAction {
  constructor(private readonly tracker: TrackerClient) {}

  @MondayCredentials('tracker', {
    title: 'Tracker',
    authorizeUrl: '{{SANDBOX_PROVIDER_URL}}/oauth/authorize',
    tokenUrl: '{{SANDBOX_PROVIDER_URL}}/oauth/token',
    scopes: ['issues'],
  })
  async identify({ accessToken, signal }: IdentifyRequest): Promise<ProviderAccount> {
    const { id, name } = await this.tracker.me(accessToken, signal);
    return { providerUniqueIdentifier: id, displayName: name };
  }

  @MondayAction('open-issue', OpenIssueInput, {
    title: 'Open an issue',
    credentials: { tracker: 'tracker' },
    outputFields: { issueId: 'string' },
  })
  async run(
    { title }: OpenIssueInput,
    { credentials, signal }: ActionContext<'tracker'>,
  ): Promise<{ issueId: string }> {
    return { issueId: await this.tracker.openIssue(title, credentials.tracker.accessToken, signal) };
  }
}
