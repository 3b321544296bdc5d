import { HttpException } from '@nestjs/common';

/**
 * A refusal in the format of Google's JSON APIs.
 * Source: docs.cloud.google.com/storage/docs/json_api/v1/status-codes
 */
export class ObjectRefusal extends HttpException {
  constructor(code: number, reason: string, message: string) {
    super({ error: { code, message, errors: [{ domain: 'global', reason, message }] } }, code);
  }

  static invalid(message: string): ObjectRefusal {
    return new ObjectRefusal(400, 'invalid', message);
  }

  static notFound(bucket: string, name?: string): ObjectRefusal {
    return name === undefined
      ? new ObjectRefusal(404, 'notFound', 'The specified bucket does not exist.')
      : new ObjectRefusal(404, 'notFound', `No such object: ${bucket}/${name}`);
  }

  static noUpload(): ObjectRefusal {
    return new ObjectRefusal(404, 'notFound', 'There is no such upload, or it has expired.');
  }

  static conditionNotMet(): ObjectRefusal {
    return new ObjectRefusal(
      412,
      'conditionNotMet',
      'At least one of the pre-conditions you specified did not hold.',
    );
  }

  static tooLarge(maxBytes: number): ObjectRefusal {
    return new ObjectRefusal(
      413,
      'uploadTooLarge',
      `The local platform stores at most ${maxBytes} bytes here.`,
    );
  }
}
