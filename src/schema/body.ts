import type { MaybePromise } from "../http/handler.ts";
import { BareRecord } from "../http/record.ts";
import { coercionOf, type RawRecord, recordOfForm } from "./coerce.ts";
import { checker, type PartResult } from "./part.ts";
import type { AnySchema } from "./standard_schema.ts";
import { firstReader, zodSchema } from "./zod_def.ts";

/** Reads a body as it has arrived, parsed by its content type. */
export type BodyReader = (raw: unknown) => MaybePromise<PartResult>;

/** What a form is for a schema of the body. */
export interface BodyOptions {
  /** Whether forms are among what the route takes. */
  readonly takesForms: boolean;
  /** Told, once at start, what cannot be done for a schema. */
  readonly warn: (message: string) => void;
}

/**
 * Returns what checks a body: JSON as it is, for it has types; a form as a record of its values,
 * which are text or files and are coerced as those of a query. A schema of FormData itself gets that.
 */
export function bodyReader(schema: AnySchema, { takesForms, warn }: BodyOptions): BodyReader {
  const check = checker(schema, { place: "body", isText: false });
  return takesForms ? formReader(schema, { check, warn }) : check;
}

interface FormOptions {
  readonly check: BodyReader;
  readonly warn: BodyOptions["warn"];
}

function formReader(schema: AnySchema, { check, warn }: FormOptions): BodyReader {
  const checkForm = checker(schema, { place: "body", isText: true });
  const coerce = coercionOf(schema, warn);
  const read = (record: RawRecord) => checkForm(coerce === null ? record : coerce(record));
  const isWhole = takesWhole(schema);
  return (raw) => {
    if (raw instanceof FormData && !isWhole) return read(recordOfForm(raw));
    return raw instanceof BareRecord ? read(raw as RawRecord) : check(raw);
  };
}

/** Whether a schema asks for the FormData: `z.instanceof(FormData)`. */
function takesWhole(schema: AnySchema): boolean {
  const zod = zodSchema(schema);
  return zod !== null && firstReader(zod)._zod.def.type === "custom";
}
