// Reading a file that was dropped or chosen.

/** The most that the core takes at once, in bytes. */
export const MOST = 16_000_000;

export class Unread extends Error {
  readonly reason: "tooLarge" | "picture";

  constructor(reason: Unread["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** The text of a file, in whichever Unicode encoding its first bytes name; spreadsheets save UTF-16. */
export async function readFile(file: File): Promise<string> {
  if (file.type.startsWith("image/")) throw new Unread("picture");
  if (file.size > MOST) throw new Unread("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
