import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  DecoratedMethods,
  DeclarationRefusedError,
  DeclaredTwiceError,
  similarName,
} from '../../../discovery/index.js';
import { CredentialsNotFoundError } from './credentials.errors.js';
import { type IdentifyMethod } from './credentials-declaration.js';
import { nameOfUse, USES_CREDENTIALS, type CredentialsUseMetadata } from './credentials-use.js';
import { MONDAY_CREDENTIALS, type CredentialsMetadata } from './monday-credentials.decorator.js';

const KEY = /^[A-Za-z]\w{0,49}$/;

interface RegisteredCredentials {
  readonly identify: IdentifyMethod;
  readonly place: string;
}

/** The credentials of third parties that the app declares, and the blocks that use them. */
@Injectable()
export class CredentialsRegistry implements OnModuleInit {
  private readonly declared = new Map<string, RegisteredCredentials>();
  private readonly keys = new Map<string, readonly string[]>();

  constructor(private readonly methods: DecoratedMethods) {}

  /** @throws DeclaredTwiceError | DeclarationRefusedError */
  onModuleInit(): void {
    const found = this.methods.find<CredentialsMetadata, IdentifyMethod>(MONDAY_CREDENTIALS);
    for (const { metadata, invoke: identify, place } of found) {
      const { name } = metadata;
      const other = this.declared.get(name);
      if (other) throw new DeclaredTwiceError(`credentials "${name}"`, place, other.place);
      this.declared.set(name, { identify, place });
    }
    const names = [...this.declared.keys()];
    for (const { metadata, place } of this.methods.find<CredentialsUseMetadata, unknown>(USES_CREDENTIALS)) {
      checkUses(metadata, names, (problem) => {
        throw new DeclarationRefusedError(place, problem);
      });
      this.keys.set(metadata.block, Object.keys(metadata.uses));
    }
  }

  /** @throws CredentialsNotFoundError */
  require(name: string): IdentifyMethod {
    const found = this.declared.get(name);
    if (!found) throw new CredentialsNotFoundError();
    return found.identify;
  }

  /** The keys that a block declares. @param block such as `trigger "issue-opened"` */
  keysOf(block: string): readonly string[] {
    return this.keys.get(block) ?? [];
  }
}

/** Refuses keys that cannot be sent, and names that the app does not declare. */
export function checkUses(
  { block, uses }: CredentialsUseMetadata,
  declared: readonly string[],
  refuse: (problem: string) => never,
): void {
  for (const [key, use] of Object.entries(uses)) {
    if (!KEY.test(key)) refuse(`the key "${key}" of the credentials of the ${block} must be a plain name.`);
    const name = nameOfUse(use);
    if (declared.includes(name)) continue;
    const meant = similarName(name, declared);
    const hint = meant === undefined ? `Declare @MondayCredentials('${name}').` : `Did you mean "${meant}"?`;
    refuse(`the ${block} uses the credentials "${name}", which the app does not have. ${hint}`);
  }
}
