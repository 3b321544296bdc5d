import { Injectable } from '@nestjs/common';
import { type Exchange, MASK, maskExchange, type ShownExchange } from '../requests/index.js';
import { SandboxSettings } from '../state/index.js';

/** Hides the secrets of this app, and those of every app, in requests that the console shows. */
@Injectable()
export class ExchangeMasking {
  constructor(private readonly settings: SandboxSettings) {}

  mask(exchange: Exchange): ShownExchange {
    return maskExchange(exchange, this.secrets());
  }

  /** Whether the text is in the path, headers or body as they are shown: a search must not find what is masked. */
  shows(text: string, exchange: Exchange): boolean {
    // Masking takes much longer than a search of the bytes, and adds nothing but masks.
    if (!text.includes(MASK.charAt(0)) && !includes(exchange, text)) return false;
    const { target, request, response } = this.mask(exchange);
    return [request, response]
      .flatMap((message) => (message ? [...message.headers.flat(), message.body ?? ''] : []))
      .concat(target)
      .some((shown) => shown.includes(text));
  }

  /** Secrets of the app, wherever they are; a short one would hide other text. */
  private secrets(): string[] {
    const { app, declaration, variables } = this.settings;
    const ofProviders = declaration.credentials.map(({ secrets }) => secrets.clientSecret);
    const own = declaration.secretNames.map((name) => variables[name] ?? '');
    const all = [app.clientSecret, app.signingSecret, app.queueSecret, ...ofProviders, ...own];
    return all.filter((secret) => secret.length >= 8);
  }
}

function includes({ target, request, response }: Exchange, text: string): boolean {
  const bytes = Buffer.from(text);
  return target.includes(text) || request.includes(bytes) || (response?.includes(bytes) ?? false);
}
