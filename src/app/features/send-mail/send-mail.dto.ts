import { ValidateBy, ValidateIf } from 'class-validator';
import { areRecipients, isText } from './mail-fields.js';

/** A field that may be left out; `null` is a value of a wrong type, and the mail would go out with a default instead. */
const IsOptionalField = (what: string, isValid: (value: unknown) => boolean): PropertyDecorator => {
  const validator = {
    validate: isValid,
    defaultMessage: () => `$property must be ${what}, or a list of these`,
  };
  const skipped = ValidateIf((_object, value) => value !== undefined);
  const checked = ValidateBy({ name: 'isMailField', validator });
  return (target, property) => {
    skipped(target, property);
    checked(target, property);
  };
};

const IsText = (): PropertyDecorator => IsOptionalField('a text, a number, the value of a column', isText);

/** Input fields of the action: text, or the values of columns. What is not mapped, or empty, gets a default. */
export class SendMailInput {
  @IsOptionalField('an address, the value of an e-mail column', areRecipients)
  to?: unknown;

  @IsText()
  subject?: unknown;

  @IsText()
  text?: unknown;

  @IsText()
  html?: unknown;
}
