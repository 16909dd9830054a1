import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Auth } from '#api/auth/auth';
import type { Parts } from '#api/parts';
import { answeringRoutes } from './answering.ts';
import { authRoutes } from './auth.ts';
import { calendarRoutes } from './calendar.ts';
import { campaignRoutes } from './campaigns.ts';
import { caseRoutes } from './cases.ts';
import { colleagueRoutes } from './colleagues.ts';
import { concernRoutes } from './concerns.ts';
import { consentRoutes } from './consents.ts';
import { dutyRoutes } from './duties.ts';
import { figureRoutes } from './figures.ts';
import { fileRoutes } from './files.ts';
import { followUpRoutes } from './follow-ups.ts';
import { importRoutes } from './imports.ts';
import { instrumentRoutes } from './instruments.ts';
import { jobRoutes } from './jobs.ts';
import { ledgerRoutes } from './ledger.ts';
import { meRoutes } from './me.ts';
import { noticeRoutes } from './notices.ts';
import { organisationRoutes } from './organisations.ts';
import { policyRoutes } from './policies.ts';
import { recordRoutes } from './records.ts';
import { referralRoutes } from './referrals.ts';
import { returnRoutes } from './returns.ts';
import { studentRecordRoutes } from './student-records.ts';
import { studentRoutes } from './students.ts';

/** Every resource under /api, in the order in which the description lists them. */
export function routes(parts: Parts, auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(authRoutes(parts, auth), { prefix: '/auth' });
    await app.register(meRoutes(parts), { prefix: '/me' });
    await app.register(organisationRoutes(parts), { prefix: '/organisations' });
    await app.register(colleagueRoutes(parts), { prefix: '/colleagues' });
    await app.register(studentRoutes(parts), { prefix: '/students' });
    await app.register(consentRoutes(parts), { prefix: '/students' });
    await app.register(studentRecordRoutes(parts), { prefix: '/students' });
    await app.register(instrumentRoutes(parts), { prefix: '/instruments' });
    await app.register(campaignRoutes(parts), { prefix: '/campaigns' });
    await app.register(answeringRoutes(parts), { prefix: '/answering' });
    await app.register(concernRoutes(parts), { prefix: '/concerns' });
    await app.register(importRoutes(parts), { prefix: '/imports' });
    await app.register(jobRoutes(parts), { prefix: '/jobs' });
    await app.register(fileRoutes(parts), { prefix: '/files' });
    await app.register(dutyRoutes(parts), { prefix: '/duties' });
    await app.register(ledgerRoutes(parts), { prefix: '/ledger' });
    await app.register(caseRoutes(parts), { prefix: '/cases' });
    await app.register(referralRoutes(parts), { prefix: '/referrals' });
    await app.register(followUpRoutes(parts), { prefix: '/follow-ups' });
    await app.register(returnRoutes(parts), { prefix: '/returns' });
    await app.register(recordRoutes(parts), { prefix: '/records' });
    await app.register(figureRoutes(parts), { prefix: '/figures' });
    await app.register(noticeRoutes(parts), { prefix: '/notices' });
    await app.register(policyRoutes(parts), { prefix: '/policies' });
    await app.register(calendarRoutes(parts), { prefix: '/calendar' });
  };
}
