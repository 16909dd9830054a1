import { expect, it } from 'vitest';
import { z } from 'zod';
import { askedOf, fieldsOf, missingOf, nested } from './act-fields.ts';

const applicant = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('guardian'), guardian: z.uuid() }),
  z.strictObject({ kind: z.literal('protection'), document: z.string().max(64) }),
]);
const described = (body: z.ZodType) => fieldsOf('act', z.toJSONSchema(body, { io: 'input' }), () => []);

it('asks who applies by kind, then for what goes with that kind alone', () => {
  const fields = described(z.strictObject({ applicant }));
  const [kind, guardian, document] = fields;
  expect(kind).toEqual({ name: 'applicant.kind', kind: 'choice', codes: ['guardian', 'protection'], needed: true });
  expect(guardian).toMatchObject({ name: 'applicant.guardian', kind: 'person', needed: true });
  expect(document).toMatchObject({ name: 'applicant.document', kind: 'code', needed: true });
  const asked = (values: object) => askedOf(fields, { ...values }).map(({ name }) => name);
  expect(asked({})).toEqual(['applicant.kind']);
  expect(asked({ 'applicant.kind': 'guardian' })).toEqual(['applicant.kind', 'applicant.guardian']);
  expect(asked({ 'applicant.kind': 'protection' })).toEqual(['applicant.kind', 'applicant.document']);
  const optional = described(z.strictObject({ applicant: applicant.nullable().default(null) }));
  expect(optional.map(({ needed }) => needed)).toEqual([false, true, true]);
});

it('asks for a reason where the interview ends it, and then insists on it', () => {
  const body = z.strictObject({
    outcome: z.enum(['reassess', 'noConcern']),
    reasonCode: z.string().max(40).nullable(),
  });
  const fields = fieldsOf('recordInterview', z.toJSONSchema(body, { io: 'input' }), () => ['misunderstood']);
  const asked = (outcome: string) => askedOf(fields, { outcome }).map(({ name }) => name);
  expect([asked('reassess'), asked('noConcern')]).toEqual([['outcome'], ['outcome', 'reasonCode']]);
  expect(missingOf(askedOf(fields, { outcome: 'noConcern' }), { outcome: 'noConcern' })).toEqual(['reasonCode']);
});

it('leaves out a part in which nothing was chosen', () => {
  const part = z.strictObject({ weeks: z.int(), needs: z.array(z.enum(['quietRoom'])) });
  const fields = described(z.strictObject({ overturned: part.nullable().default(null) }));
  expect(fields.map(({ name, needed }) => [name, needed])).toEqual([
    ['overturned.weeks', false],
    ['overturned.needs', false],
  ]);
  expect(nested({ reasonCode: 'stands', 'overturned.needs': [] })).toEqual({ reasonCode: 'stands' });
  expect(nested({ 'overturned.weeks': 2, 'overturned.needs': [] })).toEqual({ overturned: { weeks: 2, needs: [] } });
});
