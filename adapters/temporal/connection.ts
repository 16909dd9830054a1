import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { KeyRing } from './codec.ts';
import { dataConverter } from './converter.ts';

/** Where Temporal is and how we show ourselves to it. */
export interface TemporalSettings {
  /** host:port */
  readonly address: string;
  readonly namespace: string;
  readonly keys: KeyRing;
  /** Certificates for mTLS; absent on a developer's machine. */
  readonly tls?: NativeConnectionOptions['tls'];
  /** The service's name, never a host or a person: it stands in every history unencrypted. */
  readonly identity: string;
}

/**
 * A client that connects at its first call: acts and warnings are recorded while Temporal is away, and calls to it then fail with
 * `ServiceError`. Close with `client.connection.close()`.
 */
export function openClient(settings: TemporalSettings): Client {
  const { address, namespace, identity, keys, tls } = settings;
  const connection = Connection.lazy({ address, ...(tls === undefined ? {} : { tls }) });
  return new Client({ connection, namespace, identity, dataConverter: dataConverter(keys) });
}

/** The connection of a worker. Rejects when Temporal cannot be reached: a worker has nothing to do without it. */
export function openWorkerConnection(settings: TemporalSettings): Promise<NativeConnection> {
  const { address, tls } = settings;
  return NativeConnection.connect({ address, ...(tls === undefined ? {} : { tls }) });
}
