const TOO_LONG = 'The values of this automation are too long.';
const INVALID = 'Some values of this automation are missing or invalid. Check its settings.';
const NOT_AVAILABLE = 'The app does not offer this automation any more.';
const NOT_ACCEPTED = 'The app could not accept this automation. Ask the provider of the app.';

/** Texts for the errors whose messages are written for developers, by code. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ['http.payload_too_large', TOO_LONG],
  ['queue.payload_too_large', TOO_LONG],
  ['validation.failed', INVALID],
  ['queue.argument_invalid', INVALID],
  ['storage.invalid_input', INVALID],
  ['secure-storage.invalid_input', INVALID],
  ['monday.action_not_found', NOT_AVAILABLE],
  ['monday.trigger_not_found', NOT_AVAILABLE],
  ['monday.field_not_found', NOT_AVAILABLE],
  ['monday.token_invalid', NOT_ACCEPTED],
  ['monday.callback_url_refused', NOT_ACCEPTED],
]);

/**
 * What monday shows to the user of a block that failed permanently. The messages of other errors suit users, and may be
 * an app's own.
 */
export function textForUsers({ code, message }: { readonly code: string; readonly message: string }): string {
  return TEXTS.get(code) ?? message;
}
