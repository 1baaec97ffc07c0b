/** Why a command ends without having done its work, for the person who gave it. */
export class CommandError extends Error {
  /** Exit code: 1 for a command that failed, 2 for one that makes no sense. */
  readonly exitCode: 1 | 2;

  /** Takes a message for people. */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The same for a command that makes no sense. */
export function badUsage(message: string): CommandError {
  return new CommandError(`${message}\nSee: spikard --help`, 2);
}
