/**
 * The variables that your features share, with rules and defaults; inject the class to read them. A variable that one
 * feature alone needs is better declared there.
 *
 * ```ts
 * @IsWholeNumber(0, 23) REMINDER_HOUR: number = 8;
 * @Secret() @IsString() CALENDAR_KEY!: string;
 * ```
 */
export class AppVariables {}
