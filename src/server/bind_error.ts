/**
 * Why a server could not be bound, for the one who chose the address.
 *
 * @module
 */

/** An address that was asked for. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const CAUSES: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: ({ host, port }) =>
    `Port ${port} of "${host}" is in use. ` +
    'Stop the program that holds it, or set the option "port" (0 takes any free one)',
  EACCES: ({ host, port }) =>
    `This user may not open port ${port} of "${host}". Set the option "port" to 1024 or more`,
  EADDRNOTAVAIL: ({ host }) =>
    `This machine does not have the address "${host}". ` +
    'Set the option "host" to "127.0.0.1", or to "0.0.0.0" for all it has',
  ENOTFOUND: ({ host }) =>
    `The host "${host}" is unknown. Set the option "host" to an address of this machine`,
};

/** Names port and option in an error of the system; any other comes back as it is. */
export function explainBindError(error: unknown, address: Address): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  const { code } = error;
  const explain = CAUSES[String(code)];
  if (explain === undefined) return error;
  return Object.assign(new Error(`${code}: ${explain(address)}`, { cause: error }), { code });
}
