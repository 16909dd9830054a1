import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyRequest } from 'fastify';
import type { Policy } from '#domain/policy';
import { SYSTEM } from '#domain/role';
import { findScale } from '#domain/scales/index';
import type { Language, Scale } from '#domain/scale';
import { usableIn } from '#domain/wording';
import { wakeAll } from '#api/acts';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import * as schemas from '#api/schemas/answering';
import { actHeaders, problemsOf } from '#api/schemas/common';
import { commit } from '#db/commit';
import { mintId } from '#db/decide-all';
import { takeSheet } from '#db/intake';
import { invitationHash } from '#db/invite';
import type { AnyCommand } from '#db/streams';
import { type Invitation, invitationOf } from '#db/queries/invitation';
import { policyInForce, policyOf } from '#db/queries/policy';
import { requestDigest } from '#db/vault/keyring';

const tags = ['answering'];
const config = { access: 'open' } as const;
const THANKS = {
  'zh-CN': '谢谢你的回答。如果想找人聊聊，随时可以拨打下面的电话，也可以找你信任的老师。',
  en: 'Thank you for your answers. If you want to talk with someone, call one of these numbers or go to a teacher you trust.',
};

const COMING = {
  'zh-CN': '已经通知老师，很快会有人来找你。等不及的时候，请马上拨打下面的电话。',
  en: 'A teacher has been called and will come to you soon. If you cannot wait, call one of these numbers now.',
};

/** What a pupil's phone calls with a one-time code. It shows no name and never a score; the help lines are always there. */
export function answeringRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    const answers = problemsOf(404, 409, 422);
    app.get(
      '/:code',
      { config, schema: { tags, params: schemas.answeringParams, response: { 200: schemas.formAnswer, ...answers } } },
      async (request) => {
        const { invitation, policy, now } = await opened(parts, request.params.code);
        const language = languageOf(request.headers['accept-language']);
        return {
          state: stateOf(invitation, now),
          ...form(scaleOf(invitation), language, parts.demo),
          helpLines: [...policy.helpLines],
        };
      },
    );
    app.post(
      '/:code',
      {
        config,
        schema: {
          tags,
          params: schemas.answeringParams,
          headers: actHeaders,
          body: schemas.sheetBody,
          response: { 200: schemas.thanksAnswer, ...answers },
        },
      },
      async (request) => {
        const { invitation, policy, now } = await opened(parts, request.params.code);
        await store(parts, request, invitation, request.body, now);
        return { thanks: THANKS[languageOf(request.headers['accept-language'])], helpLines: [...policy.helpLines] };
      },
    );
    app.post(
      '/:code/now',
      {
        config,
        schema: {
          tags,
          params: schemas.answeringParams,
          headers: actHeaders,
          body: schemas.nowBody,
          response: { 200: schemas.comingAnswer, ...answers },
        },
      },
      async (request) => {
        const { invitation, policy } = await opened(parts, request.params.code);
        await callSomebody(parts, request, invitation);
        return { coming: COMING[languageOf(request.headers['accept-language'])], helpLines: [...policy.helpLines] };
      },
    );
  };
}

/** "I want to talk to someone now": whoever presses it is paged for as a red case. Pressed twice, it is one call. */
async function callSomebody(parts: Parts, request: FastifyRequest, { campaign, student }: Invitation): Promise<void> {
  const now = await parts.clock.now();
  const actKey = String(request.headers['idempotency-key']);
  const outcome = await commit(
    parts.db,
    parts.clock,
    { actor: `student:${student}`, request: request.id },
    {
      target: { student },
      actor: SYSTEM,
      actKey,
      digest: requestDigest(parts.keyring, { campaign, now: true }),
      command: {
        act: 'addWarning',
        warning: mintId(student, actKey, 2),
        source: 'student',
        floor: 'L4',
        critical: true,
        signs: ['now'],
        reasons: ['sign:now'],
        observedAt: now,
      } as AnyCommand,
    },
  );
  if (outcome.status === 'recorded') wakeAll(parts, outcome);
}

async function opened(parts: Parts, code: string): Promise<{ invitation: Invitation; policy: Policy; now: number }> {
  const now = await parts.clock.now();
  const hash = invitationHash(parts.keyring, code);
  return parts.db.transaction({ actor: 'student' }, async (tx) => {
    const invitation = await invitationOf(tx, hash);
    if (invitation === null) throw new Problem('codeUnknown');
    return { invitation, policy: await policyOf(tx, await policyInForce(tx, now)), now };
  });
}

function stateOf({ state, stage, closesAt }: Invitation, now: number): 'open' | 'answered' | 'closed' {
  if (state === 'answered') return 'answered';
  return stage === 'ended' || now > closesAt ? 'closed' : 'open';
}

function scaleOf({ instrument, version }: Invitation): Scale {
  const found = findScale(instrument, version);
  if ('fault' in found) throw new Problem(found.fault);
  return found.scale;
}

/** A form with a question or an answer missing is never shown. */
function form(scale: Scale, language: Language, demo: boolean) {
  if (usableIn(scale, language, { demo }) !== 'ok') throw new Problem('wordingUnverified');
  const items = scale.items.map(({ n, text, options }) => ({
    n,
    text: text[language] ?? '',
    options: options.map((option) => ({ value: option.value, text: option.text[language] ?? '' })),
  }));
  const { id, version, title, recall, instruction } = scale;
  return {
    title: title[language],
    recall: recall[language],
    instruction: instruction[language] ?? null,
    instrument: id,
    version,
    items,
  };
}

type Body = (typeof schemas.sheetBody)['_zod']['output'];

/** A sheet is taken also after the window: an answer that came late may be the one that matters. Handed in twice under one key it is one sheet. */
async function store(
  parts: Parts,
  request: FastifyRequest,
  invitation: Invitation,
  body: Body,
  now: number,
): Promise<void> {
  const { student, campaign, instrument, version } = invitation;
  if (body.version !== version)
    throw new Problem('unknownVersion', { pointers: [{ pointer: '/version', code: 'unknownVersion' }] });
  const actKey = String(request.headers['idempotency-key']);
  const context = { actor: `student:${student}`, request: request.id };
  const taken = await takeSheet(parts.db, parts.clock, context, parts.keyring, {
    student,
    campaign,
    instrument,
    version,
    answers: body.answers,
    observedAt: Math.min(body.answeredAt, now),
    actKey,
    digest: requestDigest(parts.keyring, { campaign, ...body }),
    actor: { person: null, role: 'student', side: null },
  });
  if ('fault' in taken) {
    const pointers =
      'faults' in taken ? taken.faults.map(({ pointer, code }) => ({ pointer: `/answers${pointer}`, code })) : [];
    throw new Problem(taken.fault, { pointers });
  }
  if (taken.outcome.status === 'recorded') wakeAll(parts, taken.outcome);
}
