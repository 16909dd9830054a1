import { ApplicationFailure } from '@temporalio/common';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { describe, expect, it } from 'vitest';
import { dataConverter } from './converter.ts';

describe('data converter', () => {
  it('loads by path and keeps messages and stacks of failures out of the plain fields', () => {
    const { failureConverter, payloadConverter } = loadDataConverter(
      dataConverter({ current: 'a', keys: { a: new Uint8Array(32) } }),
    );
    const failure = failureConverter.errorToFailure(ApplicationFailure.create({ message: 'canary' }), payloadConverter);
    expect(failure.message).toBe('Encoded failure');
    expect(failure.stackTrace).toBe('');
    expect(failure.encodedAttributes).toBeDefined();
    expect(failureConverter.failureToError(failure, payloadConverter).message).toBe('canary');
  });
});
