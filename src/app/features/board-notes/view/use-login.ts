import { useState } from 'react';
import { logIn } from './login.js';

export interface Login {
  /** The browser opened no window. */
  readonly isBlocked: boolean;
  /** For the handler of a click. */
  readonly connect: () => Promise<void>;
}

/** @param onConnected called after the login, also if the user gave it up */
export function useLogin(onConnected: () => unknown): Login {
  const [isBlocked, setIsBlocked] = useState(false);
  const connect = async (): Promise<void> => {
    const hasOpened = await logIn();
    setIsBlocked(!hasOpened);
    if (hasOpened) await onConnected();
  };
  return { isBlocked, connect };
}
