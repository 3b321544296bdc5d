import { BadRequestException } from '@nestjs/common';
import { fieldsOf, isObject } from 'monday-persistence/json';
import { type AppDeclaration, type CredentialsFeature, type CredentialsUses } from '../state/index.js';

const KEY = /^\w{1,100}$/;
const MAX_FEATURES = 100;

/** @throws BadRequestException that names the wrong field */
export function readCredentials(body: unknown): Pick<AppDeclaration, 'credentials' | 'credentialsUses'> {
  const { credentials = [], credentialsUses = {} } = fieldsOf(body);
  if (!Array.isArray(credentials) || credentials.length > MAX_FEATURES) {
    throw new BadRequestException('credentials must be a list of features of the manifest.');
  }
  const features = (credentials as unknown[]).map((feature, index) =>
    readFeature(feature, `credentials[${index}]`),
  );
  return { credentials: features, credentialsUses: readUses(credentialsUses, features) };
}

function readFeature(feature: unknown, path: string): CredentialsFeature {
  const { key, name, data, secrets } = fieldsOf(feature);
  const config = fieldsOf(fieldsOf(data)['authConfig']);
  if (typeof key !== 'string' || !KEY.test(key)) throw wrong(`${path}.key`);
  const { tokenTtlSeconds } = fieldsOf(config['fallbackTokenExpiration']);
  if (!(Number.isSafeInteger(tokenTtlSeconds) && Number(tokenTtlSeconds) > 0)) {
    throw wrong(`${path}.data.authConfig.fallbackTokenExpiration.tokenTtlSeconds`);
  }
  const urlOf = (request: string): { url: string } => ({
    url: textIn(fieldsOf(config[request])['url'], `${path}.data.authConfig.${request}.url`),
  });
  return {
    key,
    name: textIn(name, `${path}.name`),
    data: {
      authConfig: {
        clientId: textIn(config['clientId'], `${path}.data.authConfig.clientId`),
        authorizeRequest: urlOf('authorizeRequest'),
        tokenRequest: urlOf('tokenRequest'),
        refreshTokenRequest: urlOf('refreshTokenRequest'),
        scopeConfig: {
          scopes: textIn(
            fieldsOf(config['scopeConfig'])['scopes'],
            `${path}.data.authConfig.scopeConfig.scopes`,
          ),
        },
        providerUniqueIdentifierRequest: urlOf('providerUniqueIdentifierRequest'),
        fallbackTokenExpiration: { tokenTtlSeconds: Number(tokenTtlSeconds) },
      },
    },
    secrets: { clientSecret: textIn(fieldsOf(secrets)['clientSecret'], `${path}.secrets.clientSecret`) },
  };
}

function readUses(uses: unknown, features: readonly CredentialsFeature[]): CredentialsUses {
  if (!isObject(uses)) throw wrong('credentialsUses');
  for (const [block, keys] of Object.entries(uses)) {
    if (!isObject(keys)) throw wrong(`credentialsUses of ${block}`);
    const unknown = Object.values(keys).find((key) => !features.some((feature) => feature.key === key));
    if (unknown !== undefined) throw wrong(`credentialsUses of ${block}`);
  }
  return uses as CredentialsUses;
}

function textIn(value: unknown, path: string): string {
  if (typeof value === 'string' && value.length <= 2_000) return value;
  throw wrong(path);
}

const wrong = (path: string): BadRequestException => new BadRequestException(`${path} is wrong.`);
