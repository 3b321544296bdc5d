import { HttpException } from '@nestjs/common';

/** An error reply of the sidecar: `{reason}` (docs/monday-platform.md#sidecar). */
export class SidecarError extends HttpException {
  constructor(status: number, reason: string) {
    super({ reason }, status);
  }
}

export class KeyNotFoundError extends SidecarError {
  constructor() {
    super(404, 'Key not found');
  }
}

export class SecretNotFoundError extends SidecarError {
  constructor() {
    super(404, 'Secret not found');
  }
}

export class VariableNotFoundError extends SidecarError {
  constructor() {
    super(404, 'Environment variable not found');
  }
}

export class SidecarInputError extends SidecarError {
  constructor(reason: string) {
    super(400, reason);
  }
}
