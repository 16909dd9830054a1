import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { parseAnswers } from '#domain/answers';
import { type Floor, floorOfSheet } from '#domain/floor';
import { reasonText } from '#domain/floor-reasons';
import { findScale, SCALES } from '#domain/scales/index';
import type { Language, Scale } from '#domain/scale';
import { type Result, score } from '#domain/scoring';
import { askerOf } from '#api/asker';
import type { Parts } from '#api/parts';
import { languageOf, Problem } from '#api/problem';
import { problemsOf } from '#api/schemas/common';
import * as schemas from '#api/schemas/instruments';
import { policyInForce, policyOf } from '#db/queries/policy';

const tags = ['instruments'];

/** Instruments as they stand in this version, and a place where an expert tries a sheet without storing anything. */
export function instrumentRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('', { schema: { tags, response: { 200: schemas.instrumentList, ...problemsOf() } } }, async (request) => {
      const language = languageOf(request.headers['accept-language']);
      return { instruments: SCALES.map((scale) => summary(scale, language)) };
    });
    app.get(
      '/:id',
      {
        schema: {
          tags,
          params: schemas.instrumentParams,
          querystring: schemas.instrumentQuery,
          response: { 200: schemas.instrumentView, ...problemsOf(404, 422) },
        },
      },
      async (request) => {
        const language = languageOf(request.headers['accept-language']);
        return view(known(request.params.id, request.query.version ?? newest(request.params.id)), language);
      },
    );
    app.post(
      '/:id/score',
      {
        schema: {
          tags,
          params: schemas.instrumentParams,
          body: schemas.scoreBody,
          response: { 200: schemas.scoreAnswer, ...problemsOf(422) },
        },
      },
      async (request) => {
        const asker = askerOf(request);
        const { version, answers, age } = request.body;
        const scale = known(request.params.id, version);
        const parsed = parseAnswers(scale, answers);
        if ('faults' in parsed)
          throw new Problem('answersInvalid', {
            pointers: parsed.faults.map(({ pointer, code }) => ({ pointer: `/answers${pointer}`, code })),
          });
        const scored = score(scale, parsed.answers, { age });
        if ('fault' in scored) throw new Problem(scored.fault);
        const at = await parts.clock.now();
        const policy = await parts.db.transaction(asker.context, async (tx) =>
          policyOf(tx, await policyInForce(tx, at)),
        );
        const floor = floorOfSheet(scale, parsed.answers, scored.result, policy.thresholds);
        if ('fault' in floor) throw new Problem(floor.fault, { facts: { pointers: floor.pointers } });
        return judged(scored.result, floor, languageOf(request.headers['accept-language']));
      },
    );
  };
}

function known(id: string, version: string): Scale {
  const found = findScale(id, version);
  if ('fault' in found)
    throw new Problem(found.fault, {
      pointers: [{ pointer: found.fault === 'unknownVersion' ? '/version' : '/id', code: found.fault }],
    });
  return found.scale;
}

function newest(id: string): string {
  return SCALES.findLast((scale) => scale.id === id)?.version ?? '';
}

function summary(scale: Scale, language: Language) {
  const { id, version, title, ages, informant, textPolicy, licence, verified, items, criticals } = scale;
  return {
    id,
    version,
    title: title[language],
    ages,
    informant,
    textPolicy,
    notice: licence.notice,
    verified,
    items: items.length,
    criticalItems: [...new Set(criticals.map(({ item }) => item))],
  };
}

function view(scale: Scale, language: Language) {
  const form = scale.items.map(({ n, text, options }) => ({
    n,
    text: text[language] ?? null,
    options: options.map((option) => ({ value: option.value, text: option.text[language] ?? null })),
  }));
  return {
    ...summary(scale, language),
    recall: scale.recall[language],
    instruction: scale.instruction[language] ?? null,
    form,
  };
}

function judged(result: Result, floor: Floor, language: Language) {
  const { status, min, max, bandMin, bandMax, missing, criticals } = result;
  return {
    status,
    total: result.total ?? null,
    min,
    max,
    band: result.band ?? null,
    bandMin,
    bandMax,
    subscales: result.subscales.map((subscale) => ({ ...subscale })),
    criticals: criticals.map(({ item, meaning, state }) => ({ item, meaning, state })),
    missing: [...missing],
    floor: {
      level: floor.floor,
      critical: floor.critical,
      asks: floor.asks.map(({ code, items }) => ({ code, items: [...items] })),
      reasons: floor.reasons.map((reason) => ({
        code: reason.code,
        level: reason.level,
        text: reasonText(reason, language),
      })),
    },
  };
}
