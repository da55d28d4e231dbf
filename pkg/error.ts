// The one error of the package.

/** Input that cannot be read: where it is, and what to do about it. A message that WhatsApp would refuse is no error. */
export class PresendError extends Error {
  /** Where in the input the fault is, such as `conversation.lastInboundAt`; empty for the input as a whole. */
  readonly path: string;

  /** The message of the error is `path: sentence`, or the sentence alone when there is no path. */
  constructor(sentence: string, path = "", options?: ErrorOptions) {
    super(path === "" ? sentence : `${path}: ${sentence}`, options);
    this.path = path;
  }

  /** The same error on this side of a worker; its message begins with its path already. */
  static from({ message, path }: { message: string; path: string }): PresendError {
    return new PresendError(path === "" ? message : message.slice(path.length + 2), path);
  }
}

/** What was thrown, in words: it need not be an error, nor be willing to become a text. */
export function told(cause: unknown): string {
  try {
    return String(cause);
  } catch {
    return "for a reason that has no words";
  }
}

/** What the caller's own objects throw while they are read. */
export function unread(cause: unknown, path = ""): PresendError {
  return new PresendError(`reading this failed (${told(cause)})`, path, { cause });
}

// On the prototype, as for the errors of the language, so that it is not listed among an error's own members.
Object.defineProperty(PresendError.prototype, "name", { value: "PresendError", configurable: true, writable: true });
