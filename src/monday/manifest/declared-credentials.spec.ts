import { Injectable } from '@nestjs/common';
import { IsString } from 'class-validator';
import { DeclarationError } from '../../discovery/index.js';
import {
  MondayAction,
  MondayCredentials,
  MondayField,
  NoInput,
  type ActionContext,
  type FieldRequest,
  type ProviderAccount,
} from '../blocks/index.js';
import { buildManifest } from './build-manifest.js';

const GITHUB = {
  title: 'GitHub',
  authorizeUrl: '{{GITHUB_URL}}/login/oauth/authorize',
  tokenUrl: '{{GITHUB_URL}}/login/oauth/access_token',
  scopes: ['repo', 'user'],
} as const;

class Repository {
  @IsString() repository!: string;
}

@Injectable()
class Issues {
  @MondayCredentials('github', GITHUB)
  identify(): ProviderAccount {
    return { providerUniqueIdentifier: '1', displayName: 'Ada' };
  }

  @MondayField('repositories', { credentials: { account: 'github' } })
  repositories({ credentials }: FieldRequest<'account'>): object {
    return [{ value: credentials.account.accessToken, title: 'A' }];
  }

  @MondayAction('open-issue', NoInput, { credentials: { github: { of: 'github', placeholder: 'Pick' } } })
  open(_input: object, { credentials }: ActionContext<'github'>): object {
    return { text: credentials.github.accessToken };
  }
}

const manifestOf = (...types: readonly (new () => object)[]) =>
  buildManifest(
    { name: 'Issues' },
    types.map((type) => ({ type, feature: 'issues' })),
    [],
  );

describe('credentials in the manifest', () => {
  const { features } = manifestOf(Issues).app;
  const find = (key: string) => features.find((feature) => feature.key === key);

  it('are a feature with placeholders in place of secrets', () => {
    expect(find('credentials_github')).toEqual({
      key: 'credentials_github',
      type: 'AppFeatureCredentials',
      name: 'GitHub',
      data: {
        name: 'GitHub',
        referenceId: { slug: 'credentials_github' },
        authMethod: 'oAuth2',
        authConfig: {
          clientId: '{{GITHUB_CLIENT_ID}}',
          authorizeRequest: { url: GITHUB.authorizeUrl, params: [] },
          tokenRequest: { url: GITHUB.tokenUrl, body: [] },
          refreshTokenRequest: { url: GITHUB.tokenUrl, body: [] },
          onPremise: false,
          scopeConfig: { scopes: 'repo,user', separator: 'Comma' },
          providerUniqueIdentifierRequest: { url: '{{PUBLIC_URL}}/monday/credentials/github/identifier' },
          fallbackTokenExpiration: { tokenTtlSeconds: 3600 },
          callbackResponse: { extractParams: [] },
          tokenResponse: { extractParams: [] },
        },
        configured_secret_names: ['clientSecret'],
        mfValidated: true,
      },
      secrets: { clientSecret: '{{GITHUB_CLIENT_SECRET}}' },
    });
  });

  it('are asked for by the blocks and fields that use them', () => {
    expect(find('action_open_issue')?.data['credentialsConfig']).toEqual({
      credentials: [
        {
          id: 1,
          credentialsHeader: 'GitHub',
          credentialsTitle: 'GitHub',
          credentialsReferenceId: { slug: 'credentials_github' },
          credentialsKey: 'github',
          credentialsPlaceholder: 'Pick',
        },
      ],
    });
    expect(find('field_repositories')?.data['credentialsDependencyConfig']).toEqual({
      credentials: [{ credentialsReferenceId: { slug: 'credentials_github' }, credentialsKey: 'account' }],
    });
  });

  it('of a field are those of its block', () => {
    @Injectable()
    class WithField {
      @MondayAction('move', Repository, {
        inputFields: { repository: 'field:repositories' },
        credentials: { mine: 'github' },
      })
      move(): void {}
    }
    const { data } =
      manifestOf(Issues, WithField).app.features.find(({ key }) => key === 'action_move') ?? {};
    expect(data?.['inboundFieldsConfig']).toMatchObject({
      fields: [{ constraints: { credentials: { account: { targetCredentialsKey: 'mine' } } } }],
    });
  });

  it('must be declared, also by the block of a field', () => {
    @Injectable()
    class Misspelled {
      @MondayAction('move', NoInput, { credentials: { github: 'githup' } })
      move(): void {}
    }
    @Injectable()
    class Without {
      @MondayAction('move', Repository, { inputFields: { repository: 'field:repositories' } })
      move(): void {}
    }
    expect(() => manifestOf(Issues, Misspelled)).toThrow(
      new DeclarationError(
        'Feature "issues" (Misspelled.move): the action "move" uses the credentials "githup", which the app does not have. Did you mean "github"?',
      ),
    );
    expect(() => manifestOf(Issues, Without)).toThrow(
      new DeclarationError(
        `Feature "issues" (Without.move): the input field "repository" of the action "move": it needs the credentials "github" and the block has none. Declare credentials: { account: 'github' }.`,
      ),
    );
  });
});
