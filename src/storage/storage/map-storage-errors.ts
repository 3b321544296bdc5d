import { PayloadTooLargeException } from '@nestjs/common';
import { ValidationFailedException } from '../../errors/index.js';
import { StorageInputError, StorageValueTooLargeError } from './storage.errors.js';

/** Runs a call of the service for a request, and converts errors about limits into request errors. */
export async function mapStorageErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageValueTooLargeError) {
      throw new PayloadTooLargeException({ message: error.message, details: error.problems });
    }
    if (error instanceof StorageInputError) throw new ValidationFailedException(error.problems);
    throw error;
  }
}
