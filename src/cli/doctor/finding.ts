export type FindingLevel = 'ok' | 'warning' | 'problem';

/** One thing that was looked at. Names variables and never shows their values, but for addresses that are public anyway. */
export interface Finding {
  readonly level: FindingLevel;
  /** A variable's name, or what else it is about. */
  readonly subject: string;
  readonly message: string;
  /** What to do about it; absent if it is fine. */
  readonly advice?: string;
}

export const ok = (subject: string, message: string): Finding => ({ level: 'ok', subject, message });

/** It works, but not as well or as safely as it should. */
export const warning = (subject: string, message: string, advice: string): Finding => ({
  level: 'warning',
  subject,
  message,
  advice,
});

/** The app, or a part of it, will not work. */
export const problem = (subject: string, message: string, advice: string): Finding => ({
  level: 'problem',
  subject,
  message,
  advice,
});
