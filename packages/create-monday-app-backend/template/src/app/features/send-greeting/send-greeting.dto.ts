import { IsEmail, IsString, MaxLength } from 'class-validator';

/** Input fields of the action. The names are the field keys in the Developer Center. */
export class SendGreetingInput {
  @IsEmail()
  to!: string;

  @MaxLength(80)
  @IsString()
  name!: string;
}
