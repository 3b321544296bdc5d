export type FindingLevel = 'ok' | 'warning' | 'problem';

/** The result of one check. It names variables but never shows their values, except public addresses. */
export interface Finding {
  readonly level: FindingLevel;
  /** Name of a variable, or another subject. */
  readonly subject: string;
  readonly message: string;
  /** Recommended action; absent if there is no problem. */
  readonly advice?: string;
}

export const ok = (subject: string, message: string): Finding => ({ level: 'ok', subject, message });

/** `warning`: it works, but not as well or as safely as it should. */
export const warning = (subject: string, message: string, advice: string): Finding => ({
  level: 'warning',
  subject,
  message,
  advice,
});

/** `problem`: the app or a part of it will not work. */
export const problem = (subject: string, message: string, advice: string): Finding => ({
  level: 'problem',
  subject,
  message,
  advice,
});
