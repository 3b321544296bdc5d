import { HttpException } from '@nestjs/common';

/** A refusal in the form that `mapps` prints: `{message}`. Source: `dist/services/api-service.js` of version 4.10.5. */
export class MappsError extends HttpException {
  constructor(status: number, message: string) {
    super({ message }, status);
  }
}

export class MappsInputError extends MappsError {
  constructor(message: string) {
    super(400, message);
  }
}

export class MappsNotFoundError extends MappsError {
  constructor(message: string) {
    super(404, message);
  }
}
