/** Writes rows in batches, from one buffer that is used again and again: a new one for each batch would wait for the garbage collector. */

/** Takes some bytes, which stay as they are until it resolves. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** The size of a batch, in bytes. */
const batchBytes = 256 * 1024;
/** The most bytes of UTF-8 for one UTF-16 code unit. */
const maxUnitBytes = 3;

export class RowWriter {
  readonly #write: WriteBytes;
  readonly #buffer = Buffer.allocUnsafe(batchBytes);
  #used = 0;

  constructor(write: WriteBytes) {
    this.#write = write;
  }

  /** @returns whether there was room for the text */
  tryAdd(text: string): boolean {
    if (text.length * maxUnitBytes > batchBytes - this.#used) return false;
    this.#used += this.#buffer.write(text, this.#used);
    return true;
  }

  /** Writes the batch when there is no room for the text. */
  async add(text: string): Promise<void> {
    if (this.tryAdd(text)) return;
    await this.flush();
    if (!this.tryAdd(text)) await this.#write(Buffer.from(text));
  }

  async flush(): Promise<void> {
    if (!this.#used) return;
    await this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}
