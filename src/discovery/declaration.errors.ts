/**
 * A declaration of a feature that the app cannot start with, such as one name for two things. The message is one line:
 * it names the feature and says what to change.
 */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}
