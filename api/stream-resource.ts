import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Act } from '#db/act';
import { NotFound } from '#db/commit';
import { type Reached, reachStream, reachUnseen, standing, standingUnseen, stoodIn } from '#db/queries/reach';
import { uncoveredUnder } from '#db/queries/uncovered';
import type { AnyCommand } from '#db/streams';
import type { Transaction } from '#db/transaction';
import { can } from '#domain/permission';
import type { Actor } from '#domain/role';
import type { StreamKind, StreamState } from '#domain/stream';
import { answeredBefore, perform } from './acts.ts';
import { type Asker, askerOf } from './asker.ts';
import type { Parts } from './parts.ts';
import { Problem } from './problem.ts';
import { read } from './reading.ts';
import { type Sight, sightOf, streamView } from './views.ts';

/** The one act that asks for no right to look: who declares a crisis may know the child and nothing of the case. */
const ALARM = 'declareCrisis';

/** A body schema by act. */
export type Bodies = Readonly<Record<string, z.ZodObject>>;

/** What one kind of stream brings to the routes that all kinds share. */
export interface StreamResource {
  readonly kind: StreamKind;
  /** Segment under /api, and tag of the description. */
  readonly name: string;
  readonly bodies: Bodies;
  /** The acts that this actor may do now, from the kind's own table. */
  permitted(state: StreamState, actor: Actor): readonly string[];
  /** Whether it has a story of its own to tell; campaigns are told in figures. */
  readonly untold?: true;
  /** Adds to a body what the server knows, and rows that must stand or fall with the act. */
  prepare?(tx: Transaction, id: string, asked: AnyCommand, asker: Asker): Promise<Prepared>;
}

export interface Prepared {
  readonly command: AnyCommand;
  readonly beside?: Act['beside'];
  readonly complete?: Act['complete'];
}

/** A stream in the asker's sight. Throws NotFound, alike for what is not there and what is out of reach. */
export async function sighted(tx: Transaction, kind: StreamKind, id: string, asker: Asker): Promise<Sighted> {
  const seen = await lookAt(tx, kind, id, asker);
  if (seen === null) throw new NotFound();
  return { reached: seen, sight: seen.sight };
}

interface Sighted {
  readonly reached: Reached;
  readonly sight: Sight;
}

async function lookAt(
  tx: Transaction,
  kind: StreamKind,
  id: string,
  asker: Asker,
): Promise<(Reached & { readonly sight: Sight }) | null> {
  const reached = await reachStream(tx, kind, id, asker);
  // An auditor looks at lives of children; a campaign is planned, and told in its figures.
  const unseen = kind === 'campaign' && asker.role === 'auditor';
  const sight = reached === null || unseen ? null : sightOf(asker, reached.relation);
  return reached === null || sight === null ? null : { ...reached, sight };
}

/** One stream as the asker may see it; the reading is in the audit. */
export function readStream(parts: Parts, request: FastifyRequest, resource: StreamResource, id: string) {
  return read(parts, request, async (tx, asker) => {
    const { reached, sight } = await sighted(tx, resource.kind, id, asker);
    return {
      value: streamView(parts.keyring, asker, reached, sight, await uncoveredUnder(tx, reached.row.policyVersion)),
      readings: [{ action: `read:${resource.kind}`, student: reached.row.studentId, stream: id }],
    };
  });
}

/** The buttons: which acts the table lets this asker do now, and the fields of each. */
export function readPermitted(parts: Parts, request: FastifyRequest, resource: StreamResource, id: string) {
  return read(parts, request, async (tx, asker) => {
    const { row, acts } = await permittedTo(tx, resource, id, asker);
    const value = {
      version: row.version,
      personVersion: row.personVersion,
      acts: acts.flatMap((act) => {
        const body = resource.bodies[act];
        return body === undefined ? [] : [{ act, body: fieldsOf(body) }];
      }),
    };
    return { value, readings: [{ action: `permitted:${resource.kind}`, student: row.studentId, stream: id }] };
  });
}

async function permittedTo(tx: Transaction, resource: StreamResource, id: string, asker: Asker) {
  // Written by commit() with the rules of this kind.
  const tabled = ({ row }: Reached) => resource.permitted(row.state as StreamState, asker.actor);
  const reached = await lookAt(tx, resource.kind, id, asker);
  if (reached !== null)
    return { row: reached.row, acts: can(asker.role, 'actOnStream', reached.relation) ? tabled(reached) : [] };
  const hidden = resource.kind === 'case' ? await reachUnseen(tx, resource.kind, id, asker) : null;
  const acts = hidden === null ? [] : tabled(hidden).filter((act) => act === ALARM);
  if (hidden === null || acts.length === 0 || !can(asker.role, 'declareCrisis', hidden.relation)) throw new NotFound();
  return { row: hidden.row, acts };
}

const described = new Map<z.ZodObject, Record<string, unknown>>();

function fieldsOf(body: z.ZodObject): Record<string, unknown> {
  const known = described.get(body) ?? z.toJSONSchema(body, { io: 'input' });
  described.set(body, known);
  return known;
}

/** One act on one stream, allowed by can() and then decided by the rules. An act that was answered before is answered alike, allowed or not. */
export async function actOn(
  parts: Parts,
  request: FastifyRequest,
  resource: StreamResource,
  id: string,
  asked: AnyCommand,
) {
  const asker = askerOf(request);
  const wish = { target: { stream: id }, asked, command: asked };
  try {
    return await perform(parts, request, {
      opening: standing(resource.kind, id, asker.person),
      judge: async (tx, found) => {
        const { stood, unseen } = await stoodToAct(tx, resource, id, asked, asker, stoodIn(found, asker));
        const prepared = (await resource.prepare?.(tx, id, asked, asker)) ?? {};
        return { ...wish, ...prepared, ofStudent: stood.student !== null, unseen };
      },
    });
  } catch (error) {
    const before =
      error instanceof NotFound ? await answeredBefore(parts, request, { ...wish, ofStudent: false }) : undefined;
    if (before === undefined) throw error;
    return before;
  }
}

type Stood = NonNullable<ReturnType<typeof stoodIn>>;

/** How the asker stands to what they act on. Throws NotFound and `notPermitted`; a crisis is declared also on a case that is not the asker's to see. */
async function stoodToAct(
  tx: Transaction,
  { kind }: StreamResource,
  id: string,
  { act }: AnyCommand,
  asker: Asker,
  stood: Stood | null,
): Promise<{ readonly stood: Stood; readonly unseen: boolean }> {
  if (stood !== null && sightOf(asker, stood.relation) !== null) {
    if (!can(asker.role, 'actOnStream', stood.relation)) throw new Problem('notPermitted');
    return { stood, unseen: false };
  }
  const hidden = kind === 'case' && act === ALARM ? await standingUnseen(tx, kind, id, asker) : null;
  if (hidden === null || !can(asker.role, 'declareCrisis', hidden.relation)) throw new NotFound();
  return { stood: hidden, unseen: true };
}

/** The union of a resource's bodies: exactly one act, and its own fields. */
export function bodyOf(bodies: Bodies) {
  const [first, ...rest] = Object.values(bodies);
  if (first === undefined) throw new Error('a stream without acts');
  return z.discriminatedUnion('act', [first, ...rest]);
}
