import { forwardRef, Module } from '@nestjs/common';
import { IsString } from 'class-validator';
import { Secret } from '../config/index.js';
import { NamedMailTemplate } from '../mail/index.js';
import { BaseError } from '../errors/index.js';
import { Feature, findFeatures, withChosenDrivers, type FeatureDeclaration } from './index.js';

class RefusedError extends BaseError {
  constructor(code: string) {
    super({ code, status: 422, message: 'No.' });
  }
}

class HourVariables {
  @IsString() REMINDER_HOUR: string = '8';
}

/** A module with this declaration. */
function feature(declaration: FeatureDeclaration): new () => object {
  @Feature(declaration)
  class SampleFeature {}
  return SampleFeature;
}

const problemOf = (...features: FeatureDeclaration[]): string => {
  try {
    findFeatures(features.map(feature));
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('the features of an app', () => {
  it('are found in all modules, each once, and give one union of scopes', () => {
    const Shared = feature({ name: 'shared', scopes: { 'users:read': 'shared names users' } });
    @Module({ imports: [Shared, forwardRef(() => Shared)] })
    class Between {}
    @Feature({ name: 'one', imports: [Between], scopes: { 'users:read': 'one invites users' } })
    class One {}
    const found = findFeatures([One, { module: Between, imports: [Shared] }]);
    expect(found.all.map(({ name }) => name).sort()).toEqual(['one', 'shared']);
    expect(found.scopesWith({ 'me:read': 'login' })).toEqual({
      'me:read': 'login',
      'users:read': expect.stringMatching(/one invites users|shared names users/) as string,
    });
  });

  it('are none where modules declare nothing', () => {
    expect(findFeatures([class Plain {}]).all).toEqual([]);
  });

  it('choose the Document DB on monday code, where no variable decides', () => {
    const chosen = findFeatures([feature({ name: 'app', documentDb: true })]);
    const drivers = {
      PERSISTENCE_DRIVER: 'document-db',
      STORAGE_DRIVER: 'document-db',
      SECURE_STORAGE_DRIVER: 'document-db',
    };
    const onMondayCode = { K_SERVICE: 'app' };
    expect(withChosenDrivers(onMondayCode, chosen)).toEqual({ ...onMondayCode, ...drivers });
    const given = { ...onMondayCode, DATABASE_URL: 'postgres://host/app', STORAGE_DRIVER: 'postgres' };
    expect(withChosenDrivers(given, chosen)).toEqual({ ...given, SECURE_STORAGE_DRIVER: 'document-db' });
    expect(withChosenDrivers({ APP_PROFILE: 'local' }, chosen)).toEqual({ APP_PROFILE: 'local' });
    expect(withChosenDrivers(onMondayCode, findFeatures([]))).toEqual(onMondayCode);
  });

  class Unruled {
    REMINDER_HOUR = 8;
  }
  class SecretWithoutRule {
    @Secret() REMINDER_KEY?: string;
  }
  class Lower {
    @IsString() hour = '';
  }
  class OfTheFramework {
    @IsString() PORT = '';
  }

  const mailOf = (subject: string): NamedMailTemplate =>
    new NamedMailTemplate({ name: 'a.due', example: {}, write: () => ({ subject, text: 'x' }) });

  it.each<[string, FeatureDeclaration[], RegExp]>([
    ['a name', [{ name: 'My Feature' }], /^Feature "My Feature": the name must be .+ Rename the feature\.$/],
    [
      'a scope',
      [{ name: 'a', scopes: { 'boards:own': 'x' } as never }],
      /^Feature "a": monday has no scope "boards:own"\. Use boards:read or boards:write\.$/,
    ],
    ['two names', [{ name: 'a' }, { name: 'a' }], /^Feature "a": the name "a" is declared twice/],
    [
      'two variables',
      [
        { name: 'a', variables: HourVariables },
        { name: 'b', variables: HourVariables },
      ],
      /^Feature "b": the variable "REMINDER_HOUR" is declared twice, also by feature "a"\. Rename/,
    ],
    ['a variable', [{ name: 'a', variables: Unruled }], /REMINDER_HOUR of Unruled has no rule\. Add/],
    ['a secret', [{ name: 'a', variables: SecretWithoutRule }], /REMINDER_KEY .+ has no rule\. Add/],
    ['its form', [{ name: 'a', variables: Lower }], /the variable hour must be in capitals/],
    ['one of ours', [{ name: 'a', variables: OfTheFramework }], /PORT is one of the framework\. Rename/],
    ['an API', [{ name: 'a', apis: ['graphql'] }], /the API name "graphql" is taken/],
    [
      'two codes',
      [
        { name: 'a', errors: () => [new RefusedError('a.refused')] },
        { name: 'b', errors: () => [new RefusedError('a.refused')] },
      ],
      /^Feature "b": the error code "a\.refused" is declared twice, also by feature "a"/,
    ],
    [
      'two mail templates',
      [
        { name: 'a', mailTemplates: [mailOf('Due')] },
        { name: 'b', mailTemplates: [mailOf('Due')] },
      ],
      /^Feature "b": the mail template "a\.due" is declared twice, also by feature "a"\. Rename/,
    ],
    [
      'a mail template',
      [{ name: 'a', mailTemplates: [mailOf('')] }],
      /^Feature "a": the mail template "a\.due" cannot be rendered with its example: .+ Correct/,
    ],
    ['a code', [{ name: 'a', errors: () => [new Error('x')] }], /Give it one such as "a\.not_found"/],
  ])('are refused for %s, in one line', (_what, features, problem) => {
    expect(problemOf(...features)).toMatch(problem);
    expect(problemOf(...features)).not.toContain('\n');
  });
});
