import { getMetadataStorage } from 'class-validator';
import { Environment, VARIABLE_NAMES } from './index.js';

describe('Environment', () => {
  it('has a form for every variable of VARIABLE_NAMES, and for no other', () => {
    const checked = getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', false, false)
      .map(({ propertyName }) => propertyName);
    expect([...new Set(checked)].sort()).toEqual([...VARIABLE_NAMES].sort());
  });
});
