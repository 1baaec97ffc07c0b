/** Size of the section table that ends the file: two entries of 64 bytes. */
const SECTIONS = { offset: 4_096, size: 64, count: 2 };

/** A file that looks like a shared library of Linux as far as its header tells (gABI, chapter 4). */
export function elfFile({ machine }: { machine: number }): Uint8Array {
  const bytes = new Uint8Array(SECTIONS.offset + SECTIONS.size * SECTIONS.count);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, 0x7f454c46);
  header.setUint16(18, machine, true);
  header.setBigUint64(40, BigInt(SECTIONS.offset), true);
  header.setUint16(58, SECTIONS.size, true);
  header.setUint16(60, SECTIONS.count, true);
  return bytes;
}
