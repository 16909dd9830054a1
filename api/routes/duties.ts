import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { readCursor, writeCursor } from '#api/cursor';
import type { Parts } from '#api/parts';
import { read } from '#api/reading';
import { pageSize, problemsOf } from '#api/schemas/common';
import { dutyCounts, dutyPage, dutyQuery } from '#api/schemas/duties';
import { type RecordOfLife, recordsOfLives } from '#db/queries/record-duties';
import { aboutDuties } from '#db/queries/duty-about';
import { uncoveredJudge } from '#db/queries/uncovered';
import { type DutyCursor, type DutyLine, worklist, worklistCounts } from '#db/queries/worklist';
import type { Transaction } from '#db/transaction';
import type { Instant } from '#domain/instant';
import { isOfHospital } from '#domain/role';

function counts(app: Parameters<FastifyPluginAsyncZod>[0], parts: Parts): void {
  app.get('/counts', { schema: { tags: ['duties'], response: { 200: dutyCounts, ...problemsOf() } } }, (request) =>
    read(parts, request, async (tx, { person, role }, at) => ({
      value: await worklistCounts(tx, { person, at, ofHospital: isOfHospital(role) }),
      readings: [{ action: 'count:duties' }],
    })),
  );
}

/** Worklists: what one owes, what the others around owe, what is past its limit. */
export function dutyRoutes(parts: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    counts(app, parts);
    app.get(
      '',
      { schema: { tags: ['duties'], querystring: dutyQuery, response: { 200: dutyPage, ...problemsOf() } } },
      (request) => {
        const { list, kind, level, after, limit } = request.query;
        const size = pageSize(limit);
        return read(parts, request, async (tx, { person, role }, at) => {
          const filter = {
            list,
            person,
            at,
            ofHospital: isOfHospital(role),
            ...(kind === undefined ? {} : { kinds: kind.split(',') }),
            ...(level === undefined ? {} : { level }),
          };
          const lines = await worklist(tx, filter, { after: cursorOf(after), limit: size });
          const uncovered = await uncoveredJudge(tx);
          const lives = await recordsOf(tx, lines);
          const about = await aboutDuties(tx, lines);
          const beyond = await Promise.all(lines.map((line) => uncovered(line.policyVersion, line)));
          const last = lines.length === size ? lines.at(-1) : undefined;
          const value = {
            items: lines.map((line, index) => ({
              ...shown(line, person, at),
              record: lives.get(line.stream) ?? null,
              ...about(line),
              uncovered: beyond[index] === true,
            })),
            next: last === undefined ? null : writeCursor({ at: last.dueAt, id: `${last.stream}/${last.opened}` }),
          };
          return { value, readings: [{ action: `list:duties:${list}` }] };
        });
      },
    );
  };
}

function recordsOf(tx: Transaction, lines: readonly DutyLine[]): Promise<ReadonlyMap<string, RecordOfLife>> {
  return recordsOfLives(
    tx,
    lines.filter(({ streamKind }) => streamKind === 'record').map(({ stream }) => stream),
  );
}

function cursorOf(after: string | undefined): DutyCursor | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  const [stream = '', opened = '0'] = cursor.id.split('/');
  return { at: cursor.at, stream, opened: Number(opened) };
}

/** A live duty opens which child it is about to its holder; lists of others' duties do not. */
function shown({ opened, studentId, policyVersion: _policy, called, ...line }: DutyLine, person: string, at: Instant) {
  const mine = line.holder === person || called.includes(person);
  const overdue = line.limitAt !== null && line.limitAt < at;
  return { ...line, id: String(opened), student: mine ? studentId : null, overdue, mine };
}
