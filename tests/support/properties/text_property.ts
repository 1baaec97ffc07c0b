/**
 * A route takes the path, query, headers and cookies that its schemas take after coercion, and its
 * handler gets what they give.
 *
 * @module
 */
import { expectSame } from "./body_property.ts";
import { MARKER } from "./json_values.ts";
import { expectRefusal, type Refused } from "./refusal.ts";
import type { RouteProperty, Trial } from "./runs.ts";
import {
  coerced,
  rawOf,
  requestsTo,
  type TextCase,
  textCase,
  type TextRequest,
} from "./text_case.ts";
import * as assert from "uvu/assert";

const PARTS = [
  ["params", "path"],
  ["query", "query"],
  ["headers", "headers"],
  ["cookies", "cookie"],
] as const;

/** What handlers got. */
const received: unknown[] = [];

/** For the four parts together. */
export const textProperty: RouteProperty<TextCase, TextRequest> = {
  subjects: textCase,
  route: (app, path, { params, query, headers, cookies }) => {
    const spec = {
      params: params.schema,
      query: query.schema,
      headers: headers.schema,
      cookies: cookies.schema,
    };
    app.get(`${path}/:first/:second`, spec, (context) => {
      received.push({
        params: context.params,
        query: context.query,
        headers: context.headers,
        cookies: context.cookies,
      });
      return "taken";
    });
    return { path: `${path}/{first}/{second}`, method: "get" };
  },
  values: requestsTo,
  check: async (trial) => {
    received.length = 0;
    const { send, path, value } = trial;
    const answer = await send(path + targetOf(value), { headers: headersOf(value) });
    await judge(trial, answer);
  },
};

function targetOf({ params, query }: TextRequest): string {
  const pairs = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const segments = Object.values(params).map(encodeURIComponent).join("/");
  return pairs.length === 0 ? `/${segments}` : `/${segments}?${pairs.join("&")}`;
}

/** With a plus for a space where there is one more character, so that both forms are met. */
function encoded(text: string): string {
  const percent = encodeURIComponent(text);
  return text.length > 1 ? percent.replaceAll("%20", "+") : percent;
}

function headersOf({ headers, cookies }: TextRequest): Record<string, string> {
  const pairs = Object.entries(cookies).map(([name, value]) =>
    `${name}=${encodeURIComponent(value)}`
  );
  return pairs.length === 0 ? { ...headers } : { ...headers, cookie: pairs.join("; ") };
}

async function judge(
  { subject, value }: Trial<TextCase, TextRequest>,
  answer: Response,
): Promise<void> {
  const refused: Refused[] = [];
  const given: Record<string, unknown> = {};
  for (const [part, place] of PARTS) {
    const input = coerced(subject[part], rawOf(value[part]));
    const result = await subject[part].schema.safeParseAsync(input);
    if (result.success) given[part] = result.data;
    else refused.push({ place, issues: result.error.issues });
  }
  if (refused.length > 0) {
    await expectRefusal(answer, refused, MARKER);
    return assert.is(received.length, 0);
  }
  assert.equal([answer.status, await answer.text()], [200, "taken"]);
  expectSame(received, [given]);
}
