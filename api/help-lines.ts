import type { FastifyInstance } from 'fastify';
import { POLICY_V1 } from '#domain/policy-v1/index';
import type { Policy } from '#domain/policy';
import { answerProblem } from './plugins/problems.ts';
import { Problem } from './problem.ts';

type HelpLines = Policy['helpLines'];

/**
 * Puts the help lines under every problem that these routes answer: a pupil whose phone shows an error may be the one who needs them. While the record
 * is away they are the last ones read, or those of the first policy.
 */
export function helpLinesAlways(app: FastifyInstance): { are(current: HelpLines): void } {
  let lines: HelpLines = POLICY_V1.helpLines;
  app.addHook('onSend', async (_request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (typeof payload !== 'string' || !type.startsWith('application/problem+json')) return payload;
    return JSON.stringify({ ...JSON.parse(payload), helpLines: lines });
  });
  app.setNotFoundHandler((request, reply) => answerProblem(new Problem('unknownAddress'), request, reply));
  return {
    are: (current) => {
      lines = current;
    },
  };
}
