import { CliError } from 'monday-persistence/command-line';

export class QueueRefusedError extends CliError {
  override readonly name = 'QueueRefusedError';
}

export class StoresRefusedError extends CliError {
  override readonly name = 'StoresRefusedError';
}
