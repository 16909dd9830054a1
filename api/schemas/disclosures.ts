import { z } from 'zod';
import { DISCLOSURES } from '#domain/disclosure';
import { instant, uuid } from './common.ts';

export const disclosureList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      at: instant,
      what: z.enum(DISCLOSURES),
      title: z.string().describe('The same in words'),
      fields: z.array(z.string()).describe('Codes of what it held'),
      to: z.object({
        kind: z.string().describe('hospital, police, civilAffairs, educationBureau, 120 or 110'),
        hospital: z.string().nullable().describe('Its code'),
        name: z.string().nullable(),
      }),
      ground: z.string().describe('consent:<id>, emergency, or law for the duty to report'),
      stream: uuid.describe('The case or referral with which it left'),
      version: z.int(),
      actor: z.string().describe('Who sent or opened it: a person, or clock'),
    }),
  ),
});
