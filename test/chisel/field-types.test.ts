import { describe, expect, it } from 'vitest';
import { fieldTypesText } from '../../fixtures/chisel-field-types.ts';

describe('the types of fields that chisels are compiled with', () => {
  it('are those of the field definitions', async () => {
    await expect(fieldTypesText()).toMatchFileSnapshot('../../src/chisel/api/field-types.ts');
  });
});
