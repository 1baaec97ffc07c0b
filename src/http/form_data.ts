import { BadRequest } from "./http_errors.ts";
import type { FormPart } from "./streams.ts";

/** RFC 7578 section 4.4: the type of a part that does not say. */
const DEFAULT_TYPE = "text/plain";

/**
 * Makes a FormData of the parts of a form, in their order: a part with a file name is a File, any
 * other a string. Throws BadRequest for a field that is not UTF-8.
 */
export function formDataOf(parts: readonly FormPart[]): FormData {
  const form = new FormData();
  for (const part of parts) {
    if (part.fileName === undefined) form.append(part.name, textOf(part));
    else form.append(part.name, fileOf(part, part.fileName));
  }
  return form;
}

function fileOf({ body, contentType }: FormPart, name: string): File {
  // Its own bytes are never shared memory, which BlobPart leaves out.
  const bytes = body as Uint8Array<ArrayBuffer>;
  return new File([bytes], name, { type: contentType || DEFAULT_TYPE });
}

function textOf({ body }: FormPart): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new BadRequest("A field of the form is not valid UTF-8");
  }
}
