// Loaded by path: by the SDK with require(), and into the workflow bundle. It therefore holds no type syntax and imports no file of ours.
import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stacks of failures go into an encoded attribute, which the payload codec then seals. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
