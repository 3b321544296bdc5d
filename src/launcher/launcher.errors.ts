/** Something else listens where one of our processes has to. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(
    readonly port: number,
    readonly variable: string,
  ) {
    super(
      `Port ${port} is taken. Stop what listens there (lsof -i :${port} names it), or choose another one: ` +
        `${variable}=${port + 100} npm run dev`,
    );
  }
}

/** A process did not answer in time after its start. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';

  constructor(name: string, seconds: number) {
    super(`The ${name} did not answer within ${seconds} seconds.`);
  }
}
